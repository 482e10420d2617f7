export { type EmulatorControl, makeControl } from './control.js';
export { controlRoutes, stopRoute } from './control-routes.js';
