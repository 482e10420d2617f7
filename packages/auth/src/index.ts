export type { AuthorizationPolicy } from '@ksef/core';
export { completeLogin } from './complete-login.js';
export type { AuthOptions, LoginResult, StartedLogin, TokenInfo, TokenLogin } from './login-types.js';
export { loginWithToken } from './login-with-token.js';
export { redeemLogin } from './redeem-login.js';
export { refreshLogin } from './refresh-login.js';
export { type AuthSession, listSessions, revokeCurrentSession, revokeSession } from './sessions.js';
export { startTokenLogin } from './start-token-login.js';
export {
  type TokenAuthenticator,
  type TokenAuthenticatorOptions,
  tokenAuthenticator,
} from './token-authenticator.js';
export type { TokenEncryptor } from './token-encryptor.js';
export { type WaitOptions, waitForLogin } from './wait-for-login.js';
