import { InvalidInputError, isLoopback } from '@ksef/core';
import { quoted } from '@ksef/core/internal';

/** Latarnia of the Ministry of Finance. DEMO has none. */
export const latarniaUrls = /* @__PURE__ */ Object.freeze({
  test: 'https://api-latarnia-test.ksef.mf.gov.pl',
  prd: 'https://api-latarnia.ksef.mf.gov.pl',
});

/** The address without a slash at its end. @throws InvalidInputError `INVALID_OPTION` */
export function checkedLatarniaUrl(url: string): string {
  const isUsable =
    typeof url === 'string' && url.length <= 2_000 && URL.canParse(url) && isSafe(new URL(url));
  if (isUsable) return url.endsWith('/') ? url.slice(0, -1) : url;
  throw new InvalidInputError(
    `url must be an https address (http only on this machine), without query, not ${quoted(String(url))}.`,
    { code: 'INVALID_OPTION', input: 'url' },
  );
}

function isSafe(url: URL): boolean {
  if (url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
}
