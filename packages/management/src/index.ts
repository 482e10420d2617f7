export type { WaitOptions } from './call/index.js';
export * from './collective-identifiers/index.js';
export * from './credentials/index.js';
export * from './ksef-tokens/index.js';
export * from './peppol/index.js';
export * from './permissions/index.js';
export * from './test-data/index.js';
