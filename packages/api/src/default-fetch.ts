import type { Fetch } from './fetch-function.js';

/** The platform's `fetch`, looked up for each request. Node gets `node/default-fetch.ts` in its place. */
export const defaultFetch: Fetch = (url, init) => globalThis.fetch(url, init);
