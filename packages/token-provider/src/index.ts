export type { AsyncOptions, Authenticator } from './authenticator.js';
export { type LeaseLockOptions, type Leases, leaseLock } from './lease-lock.js';
export { type FileTokenStoreOptions, fileTokenStore } from './stores/file-token-store.js';
export { type SealingKey, sealedTokenStore } from './stores/sealed-token-store.js';
export {
  type UnstorageLike,
  type UnstorageTokenStoreOptions,
  unstorageTokenStore,
} from './stores/unstorage-token-store.js';
export type { FailureInfo, TokenEvent } from './token-event.js';
export { inProcessLock, type TokenLock } from './token-lock.js';
export { TokenProvider } from './token-provider.js';
export type { TokenProviderOptions, TokenUpdate } from './token-provider-options.js';
export { memoryTokenStore, type SaveOptions, type TokenStore } from './token-store.js';
export { parseTokens, type StoredTokens, type TokenInfo } from './tokens.js';
