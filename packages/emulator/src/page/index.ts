export { pageRoutes } from './page-routes.js';
