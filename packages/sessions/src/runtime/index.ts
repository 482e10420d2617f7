export { checkThreads, noThreads, whyNoThreads } from './check-threads.js';
