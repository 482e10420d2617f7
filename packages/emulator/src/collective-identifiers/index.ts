export { collectiveIdentifierRoutes } from './collective-identifier-routes.js';
