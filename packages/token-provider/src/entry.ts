import { type ContextIdentifier, contextKey } from '@ksef/core';
import type { Flight } from './flight.js';
import type { StoredTokens } from './tokens.js';

const nothing: Promise<string> = /* @__PURE__ */ Promise.resolve('');

/** What a provider knows of one context. Everything the hot path reads is computed when tokens arrive. */
export class Entry {
  readonly context: ContextIdentifier;
  /** Name of the context in stores and locks. */
  readonly key: string;
  tokens: StoredTokens | undefined;
  token = '';
  /** Handed to every warm caller: no promise is made for them. */
  resolved: Promise<string> = nothing;
  /** Until then the token is given without a second thought, milliseconds since 1970. */
  freshUntil = 0;
  /** Until then the token is given at all; renewal begins in the background after `freshUntil`. */
  usableUntil = 0;
  flight: Flight | undefined;
  /** Grows when tokens are put in or thrown out from outside: a flight begun before keeps its hands off. */
  epoch = 0;
  /** The store may still hold these: not to be taken again. */
  rejectedToken: string | undefined;
  refusedRefreshToken: string | undefined;
  /**
   * What saving or removing came to: `behind`, the store holds older tokens than we do, unless another process has
   * saved since; `void`, it holds tokens that were to be removed.
   */
  storeIs: 'good' | 'behind' | 'void' = 'good';

  constructor(environment: string, context: ContextIdentifier) {
    this.context = context;
    this.key = `${environment}/${contextKey(context)}`;
  }

  /** Takes tokens whose access token ends at `end` by the clock here. */
  take(tokens: StoredTokens, end: number, now: number, refreshSkewMs: number, refreshAheadMs: number): void {
    const usableUntil = end - refreshSkewMs;
    // Half of what is left at most: a short-lived token must not be renewed on every call.
    const aheadMs = Math.min(refreshAheadMs, Math.max(0, usableUntil - now) / 2);
    this.tokens = tokens;
    this.token = tokens.accessToken.token;
    this.resolved = Promise.resolve(this.token);
    this.usableUntil = usableUntil;
    this.freshUntil = usableUntil - aheadMs;
  }

  /** Stops giving the access token; the refresh token stays. */
  dropAccessToken(): void {
    this.token = '';
    this.resolved = nothing;
    this.usableUntil = 0;
    this.freshUntil = 0;
  }

  /** Forgets everything that a login gave. */
  clear(): void {
    this.dropAccessToken();
    this.tokens = undefined;
  }
}
