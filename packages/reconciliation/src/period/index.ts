export { isDay, type Period, readPeriod } from './period.js';
