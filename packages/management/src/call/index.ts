export { allNumberedPages, allPages, wholeList } from './all-pages.js';
export {
  checkCallOptions,
  checkOptionsOf,
  checkWaitOptions,
  polling,
  type WaitOptions,
} from './call-options.js';
