export { callChecks, requestTimeout, waitTimeout } from '@ksef/api/internal';
export { callOf } from './call-of.js';
export { encryptorCheck, journalCheck } from './object-checks.js';
