export { isDay } from './is-day.js';
export { polishDay, polishOffset } from './polish-day.js';
