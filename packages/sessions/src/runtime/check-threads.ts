import { KsefError } from '@ksef/core';

/** Why batches cannot be built here, and what to do; undefined if they can. Batches are compressed on threads. */
export function whyNoThreads(): string | undefined {
  if ((globalThis as { navigator?: { userAgent?: string } }).navigator?.userAgent === 'Cloudflare-Workers')
    return 'Cloudflare Workers have no worker threads: send batches from Node, Deno or Bun';
  // Newer than the types of the oldest Node that we support.
  const { permission } = process as { permission?: { has(scope: string): boolean } };
  if (permission?.has('worker') === false)
    return "Node's permission model forbids worker threads here: start Node with --allow-worker";
  return undefined;
}

/**
 * Throws before any work starts if threads are unavailable.
 *
 * @throws KsefError `NO_THREADS`
 */
export function checkThreads(): void {
  const why = whyNoThreads();
  if (why !== undefined) throw noThreads(`${why}, or send online with sendInvoices.`);
}

export function noThreads(message: string): KsefError {
  return new KsefError(message, { code: 'NO_THREADS' });
}
