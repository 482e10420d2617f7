export { type BookMode, type BookRow, type CheckedBookRow, checkBookRow, type JpkMark } from './book-row.js';
export { type BooksCsvOptions, readBooksCsv } from './read-books-csv.js';
