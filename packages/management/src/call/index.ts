export { checkCallOptions, checkWaitOptions } from '@ksef/api/internal';
export { allNumberedPages, allPages, wholeList } from './all-pages.js';
export { polling, type WaitOptions } from './call-options.js';
export { type InThisContext, inThisContext } from './in-this-context.js';
