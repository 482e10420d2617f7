export { OriginalFiles } from './original-files.js';
export { type OriginalOfDuplicate, originalOfDuplicate } from './original-of-duplicate.js';
export { resultOfStatus } from './result-of-status.js';
