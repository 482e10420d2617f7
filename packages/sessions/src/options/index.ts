export { checkCounts } from './check-counts.js';
export { checkTimeout } from './check-timeout.js';
