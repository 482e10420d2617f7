export { type ByHash, matchByHash } from './by-hash.js';
export { keyByInvoice, matchByInvoice } from './by-invoice-number.js';
export { type ByNumber, keyByNumber, matchByNumber } from './by-ksef-number.js';
export type { Candidate } from './candidate.js';
