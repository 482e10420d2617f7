export { type OriginalOfDuplicate, originalOfDuplicate } from './original-of-duplicate.js';
export { type InputResult, resultOfStatus } from './result-of-status.js';
export { hasSameContent } from './same-content.js';
