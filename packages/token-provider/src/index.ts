export type { AsyncOptions, Authenticator } from './authenticator.js';
export { type LeaseLockOptions, type Leases, leaseLock } from './lease-lock.js';
export { type SealingKey, sealedTokenStore } from './sealed-token-store.js';
export type { FailureInfo, TokenEvent } from './token-event.js';
export { inProcessLock, type TokenLock } from './token-lock.js';
export { TokenProvider } from './token-provider.js';
export type { TokenProviderOptions, TokenUpdate } from './token-provider-options.js';
export { memoryTokenStore, type SaveOptions, type TokenStore } from './token-store.js';
export type { StoredTokens, TokenInfo } from './tokens.js';
