export { authRoutes } from './auth-routes.js';
export { mintToken } from './ksef-tokens.js';
export { loginCertificate } from './login-certificate.js';
export { permissionsIn } from './permissions-in.js';
