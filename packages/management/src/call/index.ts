export { checkCallOptions, checkWaitOptions } from '@ksef/api/internal';
export { allNumberedPages, allPages, wholeList } from './all-pages.js';
export { polling, type WaitOptions } from './call-options.js';
