export type { WaitOptions } from './call/index.js';
export * from './collective-identifiers/index.js';
export * from './ksef-tokens/index.js';
export * from './permissions/index.js';
