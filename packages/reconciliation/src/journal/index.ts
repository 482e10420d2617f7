export { joinFacts } from './join-facts.js';
export { type JournalFact, type JournalPlace, readJournal } from './read-journal.js';
