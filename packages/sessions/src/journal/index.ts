export { AppendQueue } from './append-queue.js';
export { checkRunId } from './check-run-id.js';
export { fileJournal } from './file-journal.js';
export { journalClosed, journalCorrupt, journalInUse } from './journal-errors.js';
export { memoryJournal } from './memory-journal.js';
export { parseEntry } from './parse-entry.js';
export { holderNow, ownPlace, processStart } from './process-identity.js';
export type { JournalEntry, JournalOptions, JournalRun, SessionJournal } from './session-journal.js';
