export type { AuthorizationPolicy } from '@ksef/core';
export type { AuthRequest, AuthRequestSigner, SubjectIdentifierType } from './auth-request-signer.js';
export { completeLogin } from './complete-login.js';
export {
  type LoginAuthenticator,
  type LoginAuthenticatorOptions,
  type LoginCredentials,
  loginAuthenticator,
} from './login-authenticator.js';
export type {
  AuthOptions,
  LoginResult,
  StartedLogin,
  TokenInfo,
  TokenLogin,
  XadesLogin,
} from './login-types.js';
export { loginWithToken } from './login-with-token.js';
export { loginWithXades } from './login-with-xades.js';
export { redeemLogin } from './redeem-login.js';
export { refreshLogin } from './refresh-login.js';
export { type AuthSession, listSessions, revokeCurrentSession, revokeSession } from './sessions.js';
export { startTokenLogin } from './start-token-login.js';
export { startXadesLogin } from './start-xades-login.js';
export { type TokenAuthenticatorOptions, tokenAuthenticator } from './token-authenticator.js';
export type { TokenEncryptor } from './token-encryptor.js';
export { type WaitOptions, waitForLogin } from './wait-for-login.js';
