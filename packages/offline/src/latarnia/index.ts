export {
  createLatarnia,
  type Latarnia,
  type LatarniaCallOptions,
  type LatarniaOptions,
  type LatarniaStatus,
} from './create-latarnia.js';
export type { LatarniaMessage, LatarniaState } from './latarnia-message.js';
export { latarniaUrls } from './latarnia-urls.js';
export { type Outage, outageIsOn, outagesOf } from './outages.js';
export { type PlainFetch, type PlainResponse, readJson } from './read-json.js';
