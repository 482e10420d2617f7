import { journalCorrupt } from './journal-errors.js';
import type { JournalEntry } from './session-journal.js';

/**
 * Parses a line of a journal.
 *
 * @param where for the error: file or run, and number of the line
 * @throws IntegrityError `JOURNAL_CORRUPT`
 */
export function parseEntry(line: string, where: string): JournalEntry {
  let entry: unknown;
  try {
    entry = JSON.parse(line);
  } catch (cause) {
    throw journalCorrupt(where, cause);
  }
  if (typeof entry === 'object' && entry !== null && typeof (entry as JournalEntry).type === 'string')
    return entry as JournalEntry;
  throw journalCorrupt(`${where} is no entry`);
}
