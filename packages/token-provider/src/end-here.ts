import { decodeBase64Url } from '@ksef/core';
import { endOf, type TokenInfo } from './tokens.js';

// For tokens that do not tell when they were made; KSeF's live for a quarter of an hour.
const usualLifeMs = 300_000;

/** When a token that has just been made ends by the clock here. */
export interface EndHere {
  readonly end: number;
  /** How far the clock is ahead of KSeF's, in milliseconds, when it is too far to be believed. */
  readonly aheadMs?: number | undefined;
}

/**
 * A clock by which a token that KSeF has just made is as good as over is wrong, and not believed: else every request
 * would renew it. Its life, from when it was made (`iat`) to `validUntil`, then counts from now.
 */
export function endHere(info: TokenInfo, now: number, refreshSkewMs: number): EndHere {
  const end = endOf(info);
  const madeAt = issuedAt(info.token);
  const lifeMs = madeAt === undefined ? usualLifeMs : end - madeAt;
  const leastMs = madeAt === undefined ? refreshSkewMs : lifeMs / 4;
  if (lifeMs <= 0 || end - now > leastMs) return { end };
  return { end: now + lifeMs, aheadMs: now - (madeAt ?? end) };
}

/** When a JWT says that it was made; undefined when it does not say. KSeF promises nothing about what is in it. */
function issuedAt(token: string): number | undefined {
  try {
    const payload = decodeBase64Url(token.split('.')[1] ?? '');
    const { iat } = JSON.parse(new TextDecoder().decode(payload)) as { readonly iat?: unknown };
    return typeof iat === 'number' ? iat * 1000 : undefined;
  } catch {
    return undefined;
  }
}
