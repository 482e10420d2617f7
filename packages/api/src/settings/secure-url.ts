import { isLoopback } from '@ksef/core';

/** The address, when it is https, or http on this machine. */
export function secureUrl(text: string | undefined): URL | undefined {
  if (!URL.canParse(text ?? '')) return undefined;
  const url = new URL(text ?? '');
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url)) ? url : undefined;
}
