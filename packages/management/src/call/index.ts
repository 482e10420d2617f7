export { checkCallOptions, checkWaitOptions, waitTimeout } from '@ksef/api/internal';
export { allContinuedPages, allNumberedPages, wholeList } from './all-pages.js';
export { polling, type WaitOptions } from './call-options.js';
export { type InThisContext, inThisContext } from './in-this-context.js';
