import { KsefError } from '@ksef/core';

/**
 * Batches are compressed on threads: where there can be none, that is said before anything is done.
 *
 * @throws KsefError `NO_THREADS`
 */
export function checkThreads(): void {
  if ((globalThis as { navigator?: { userAgent?: string } }).navigator?.userAgent === 'Cloudflare-Workers') {
    throw noThreads('Cloudflare Workers have no worker threads: send batches from Node, Deno or Bun');
  }
  // Newer than the types of the oldest Node that we support.
  const { permission } = process as { permission?: { has(scope: string): boolean } };
  if (permission?.has('worker') === false) {
    throw noThreads("Node's permission model forbids worker threads here: start Node with --allow-worker");
  }
}

function noThreads(why: string): KsefError {
  return new KsefError(`${why}, or send online with sendInvoices.`, { code: 'NO_THREADS' });
}
