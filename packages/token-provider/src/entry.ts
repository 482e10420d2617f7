import { type ContextIdentifier, contextKey } from '@ksef/core';
import type { Flight } from './flight.js';
import type { StoredTokens } from './tokens.js';

const nothing: Promise<string> = /* @__PURE__ */ Promise.resolve('');

/** The provider's state of one context. Everything that the hot path reads is computed when tokens arrive. */
export class Entry {
  readonly context: ContextIdentifier;
  /** Name of the context in stores and locks. */
  readonly key: string;
  tokens: StoredTokens | undefined;
  token = '';
  /** Returned to every warm caller: no new promise is created for them. */
  resolved: Promise<string> = nothing;
  /** Until then the token is returned without further checks, milliseconds since 1970. */
  freshUntil = 0;
  /** Until then the token is returned at all; a refresh starts in the background after `freshUntil`. */
  usableUntil = 0;
  flight: Flight | undefined;
  /** Incremented when tokens are set or removed from outside: a refresh that started before then changes nothing. */
  epoch = 0;
  /** The store may still hold these: do not use them again. */
  rejectedToken: string | undefined;
  refusedRefreshToken: string | undefined;
  /**
   * Result of the last save or removal. `behind`: the store contains older tokens than we do, unless another process
   * has saved since. `void`: it contains tokens that should have been removed.
   */
  storeIs: 'good' | 'behind' | 'void' = 'good';

  constructor(environment: string, context: ContextIdentifier) {
    this.context = context;
    this.key = `${environment}/${contextKey(context)}`;
  }

  /** Sets tokens whose access token expires at `end` by the local clock. */
  take(tokens: StoredTokens, end: number, now: number, refreshSkewMs: number, refreshAheadMs: number): void {
    const usableUntil = end - refreshSkewMs;
    // At most half of the remaining lifetime: a short-lived token must not be refreshed on every call.
    const aheadMs = Math.min(refreshAheadMs, Math.max(0, usableUntil - now) / 2);
    this.tokens = tokens;
    this.token = tokens.accessToken.token;
    this.resolved = Promise.resolve(this.token);
    this.usableUntil = usableUntil;
    this.freshUntil = usableUntil - aheadMs;
  }

  /** Stops returning the access token; the refresh token stays. */
  dropAccessToken(): void {
    this.token = '';
    this.resolved = nothing;
    this.usableUntil = 0;
    this.freshUntil = 0;
  }

  /** Forgets everything from the login. */
  clear(): void {
    this.dropAccessToken();
    this.tokens = undefined;
  }
}
