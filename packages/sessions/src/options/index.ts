export { callChecks, encryptorCheck, journalCheck, requestTimeout, waitTimeout } from './call-checks.js';
export { callOf } from './call-of.js';
