export { authRoutes } from './auth-routes.js';
export { describeLogin } from './describe-login.js';
export { logInDirectly } from './issue-tokens.js';
export { describeKsefToken, ksefTokensOf, mintToken } from './ksef-tokens.js';
export { loginCertificate } from './login-certificate.js';
export { permissionsIn } from './permissions-in.js';
export { loginsOf } from './records.js';
export { subjectOfLogin } from './subject-of-login.js';
