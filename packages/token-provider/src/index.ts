export type { AsyncOptions, Authenticator } from './authenticator.js';
export type { FailureInfo, TokenEvent } from './token-event.js';
export { inProcessLock, type TokenLock } from './token-lock.js';
export { TokenProvider, type TokenProviderOptions, type TokenUpdate } from './token-provider.js';
export { memoryTokenStore, type TokenStore } from './token-store.js';
export type { StoredTokens, TokenInfo } from './tokens.js';
