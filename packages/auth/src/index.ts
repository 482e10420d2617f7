export type { AuthorizationPolicy } from '@ksef/core';
export { completeLogin } from './login/complete-login.js';
export {
  type LoginAuthenticator,
  type LoginAuthenticatorOptions,
  type LoginCredentials,
  loginAuthenticator,
} from './login/login-authenticator.js';
export type { AuthOptions, LoginResult, StartedLogin, TokenInfo, WaitOptions } from './login/login-types.js';
export { redeemLogin } from './login/redeem-login.js';
export { refreshLogin } from './login/refresh-login.js';
export { waitForLogin } from './login/wait-for-login.js';
export { type AuthSession, listSessions, revokeCurrentSession, revokeSession } from './login-sessions.js';
export { loginWithToken } from './token/login-with-token.js';
export { startTokenLogin } from './token/start-token-login.js';
export { type TokenAuthenticatorOptions, tokenAuthenticator } from './token/token-authenticator.js';
export type { TokenEncryptor } from './token/token-encryptor.js';
export type { TokenLogin } from './token/token-login.js';
export type { AuthRequest, AuthRequestSigner, SubjectIdentifierType } from './xades/auth-request-signer.js';
export { loginWithXades } from './xades/login-with-xades.js';
export { startXadesLogin } from './xades/start-xades-login.js';
export type { XadesLogin } from './xades/xades-login.js';
