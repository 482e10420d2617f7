export { type AccessGrant, type EmulatorControl, makeControl } from './control.js';
export { controlRoutes } from './control-routes.js';
