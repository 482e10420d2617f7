export { checkIdentifier } from './check-identifier.js';
export { readContext } from './read-context.js';
export { sameIdentifier } from './same-identifier.js';
export type { SubjectIdentifier } from './subject-identifier.js';
