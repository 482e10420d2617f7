export { type OriginalOfDuplicate, originalOfDuplicate } from './original-of-duplicate.js';
export { type Verdict, verdictOf } from './result-of-status.js';
export { hasSameContent } from './same-content.js';
