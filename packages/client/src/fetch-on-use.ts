import type { Fetch } from '@ksef/api';

let loading: Promise<typeof import('@ksef/api/node')> | undefined;

/** Requests over `node:http`, which is loaded on the first request. */
export const fetchOnUse: Fetch = async (url, init) => {
  loading ??= import('@ksef/api/node');
  const { nodeFetch } = await loading;
  return nodeFetch(url, init);
};
