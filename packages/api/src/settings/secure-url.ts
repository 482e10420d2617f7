import { isLoopback } from '@ksef/core';

/** The address, if it is https, or http on this machine. */
export function secureUrl(text: string | undefined): URL | undefined {
  const url = URL.canParse(`${text}`) && new URL(`${text}`);
  if (!url) return undefined;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url)) ? url : undefined;
}
