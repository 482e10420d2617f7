export { decimal } from './decimal.js';
