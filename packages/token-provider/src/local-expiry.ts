import { decodeBase64Url } from '@ksef/core';
import { endOf, type TokenInfo } from './tokens.js';

// For tokens without a creation time. KSeF's tokens are valid for a quarter of an hour.
const usualLifeMs = 300_000;

/** When a new token expires by the local clock. */
export interface LocalExpiry {
  readonly end: number;
  /** How far the local clock is ahead of KSeF's, in milliseconds, when that is implausible. */
  readonly aheadMs?: number | undefined;
}

/**
 * If a token that KSeF has just created looks expired, the local clock is wrong and is not trusted: otherwise every
 * request would refresh it. Its lifetime, from creation (`iat`) to `validUntil`, then counts from now.
 */
export function localExpiry(info: TokenInfo, now: number, refreshSkewMs: number): LocalExpiry {
  const end = endOf(info);
  const madeAt = issuedAt(info.token);
  const lifeMs = madeAt === undefined ? usualLifeMs : end - madeAt;
  const leastMs = madeAt === undefined ? refreshSkewMs : lifeMs / 4;
  if (lifeMs <= 0 || end - now > leastMs) return { end };
  return { end: now + lifeMs, aheadMs: now - (madeAt ?? end) };
}

/** The creation time in a JWT, or undefined. KSeF does not guarantee its claims. */
function issuedAt(token: string): number | undefined {
  try {
    const payload = decodeBase64Url(token.split('.')[1] ?? '');
    const { iat } = JSON.parse(new TextDecoder().decode(payload)) as { readonly iat?: unknown };
    return typeof iat === 'number' ? iat * 1000 : undefined;
  } catch {
    return undefined;
  }
}
