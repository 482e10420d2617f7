export { verificationRoutes } from './verification-routes.js';
