export { type Keyed, SortedSpool } from './sorted-spool.js';
export { SpoolFolder } from './spool-folder.js';
