export { readContext } from './read-context.js';
export { nipOf, readIdentifier } from './read-identifier.js';
export { sameIdentifier } from './same-identifier.js';
export type { SubjectIdentifier } from './subject-identifier.js';
