import type { Fetch } from '../fetch-function.js';

let loading: Promise<typeof import('./node-fetch.js')> | undefined;

/** Requests over `node:http`, which is loaded on the first request. */
export const defaultFetch: Fetch = async (url, init) => {
  loading ??= import('./node-fetch.js');
  const { nodeFetch } = await loading;
  return nodeFetch(url, init);
};
