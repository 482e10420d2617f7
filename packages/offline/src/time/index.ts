export { endOfPolishDay, polishDay } from './polish-day.js';
