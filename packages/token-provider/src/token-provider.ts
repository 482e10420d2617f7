import { type Clock, type ContextInput, KsefError, systemClock } from '@ksef/core';
import { checkOptions, observed } from '@ksef/core/internal';
import type { AsyncOptions, Authenticator } from './authenticator.js';
import { Entries } from './entries.js';
import type { Entry } from './entry.js';
import { Flight } from './flight.js';
import { GuardedStore, isUsable } from './guarded-store.js';
import { localExpiry } from './local-expiry.js';
import { renew } from './renew.js';
import { failureInfo, type TokenEvent } from './token-event.js';
import type { TokenLock } from './token-lock.js';
import {
  type TokenProviderOptions,
  type TokenUpdate,
  tokenProviderChecks,
} from './token-provider-options.js';
import { copyTokens, endOf, type StoredTokens } from './tokens.js';
import { underLock } from './under-lock.js';

const aheadPauseMs = 10_000;

/**
 * Keeps access tokens of any number of contexts fresh: one login or refresh per context, however many callers ask.
 *
 * @example
 * ```ts
 * import { TokenProvider, type Authenticator } from '@ksef/token-provider';
 * import { nip } from '@ksef/core';
 *
 * declare const authenticator: Authenticator; // tokenAuthenticator(…) of @ksef/auth
 * const tokens = new TokenProvider({ authenticator, environment: 'TEST' });
 * const accessToken = await tokens.getToken(nip('5265877635'));
 * ```
 */
export class TokenProvider {
  readonly #authenticator: Authenticator;
  readonly #store: GuardedStore;
  readonly #lock: { readonly use: TokenLock; readonly required: boolean } | undefined;
  readonly #clock: Clock;
  readonly #refreshSkewMs: number;
  readonly #aheadMs: number;
  readonly #onUpdate: TokenProviderOptions['onUpdate'];
  readonly #emit: (event: TokenEvent) => void;
  readonly #entries: Entries;

  /** @throws InvalidInputError `INVALID_OPTION` */
  constructor(options: TokenProviderOptions) {
    checkOptions<TokenProviderOptions>(options ?? {}, tokenProviderChecks);
    this.#entries = new Entries(options.environment);
    this.#authenticator = options.authenticator;
    const { lock, whenLockFails = 'login' } = options;
    this.#lock = lock && { use: lock, required: whenLockFails === 'fail' };
    this.#clock = options.clock ?? systemClock;
    this.#refreshSkewMs = options.refreshSkewMs ?? 30_000;
    this.#aheadMs = options.refreshAheadMs ?? 0;
    this.#onUpdate = options.onUpdate;
    this.#emit = observed(options.onEvent);
    this.#store = new GuardedStore(options.store, options.storeTimeoutMs ?? 5_000, this.#emit);
  }

  /** The cached token, if it is valid beyond the skew. Never waits. */
  peek(context: ContextInput): string | undefined {
    const entry = this.#entries.find(context);
    if (entry === undefined) return undefined;
    const now = this.#clock.now();
    if (now < entry.freshUntil) return entry.token;
    return now < entry.usableUntil ? this.#ahead(entry).token : undefined;
  }

  /**
   * A token valid beyond the skew: from the cache, by refresh, or by login. Callers share one refresh and its
   * failure; one that aborts leaves the others alone.
   *
   * @throws InvalidInputError `INVALID_CONTEXT`; KsefError `INVALID_TOKEN_INFO`; whatever the login throws
   */
  getToken(context: ContextInput, options?: AsyncOptions): Promise<string> {
    const signal = options?.signal;
    if (signal?.aborted) return Promise.reject(signal.reason);
    let entry = this.#entries.find(context);
    if (entry !== undefined) {
      const now = this.#clock.now();
      if (now < entry.freshUntil) return entry.resolved;
      if (now < entry.usableUntil) return this.#ahead(entry).resolved;
    }
    try {
      entry ??= this.#entries.get(context);
    } catch (error) {
      return Promise.reject(error);
    }
    return this.#join(entry, entry.flight ?? this.#startFlight(entry, 'needed'), signal);
  }

  /**
   * When the refresh token of a context expires, ISO 8601. Undefined before the first login of this process, and
   * for a login without one.
   */
  refreshTokenEnd(context: ContextInput): string | undefined {
    return this.#entries.find(context)?.tokens?.refreshToken?.validUntil;
  }

  /** Logs in fully now, even if a token is cached; joins a forced login that is already running. */
  async forceLogin(context: ContextInput, options?: AsyncOptions): Promise<string> {
    options?.signal?.throwIfAborted();
    const entry = this.#entries.get(context);
    const flight = entry.flight?.forced ? entry.flight : this.#startFlight(entry, 'forced');
    return this.#join(entry, flight, options?.signal);
  }

  /**
   * Sets tokens that were obtained elsewhere.
   *
   * @throws InvalidInputError `INVALID_CONTEXT`; KsefError `INVALID_TOKEN_INFO`
   */
  async seed(context: ContextInput, tokens: StoredTokens, options?: AsyncOptions): Promise<void> {
    options?.signal?.throwIfAborted();
    const entry = this.#entries.get(context);
    const copy = copyTokens(tokens);
    entry.epoch++;
    entry.flight = undefined;
    entry.rejectedToken = undefined;
    entry.refusedRefreshToken = undefined;
    this.#take(entry, copy, 'kept');
    await this.#store.save(entry, copy, { signal: options?.signal });
    await this.#updated(entry, { type: 'seed', context: entry.context });
  }

  /**
   * Removes a context's tokens, here and in the store. KSeF is not informed: revoke the session for that.
   *
   * @throws KsefError `STORE_FAILED` when the store kept them (this provider will not use them)
   */
  async invalidate(context: ContextInput, options?: AsyncOptions): Promise<void> {
    options?.signal?.throwIfAborted();
    const entry = this.#entries.get(context);
    entry.epoch++;
    entry.flight = undefined;
    entry.clear();
    const failure = await this.#store.remove(entry, options?.signal);
    await this.#updated(entry, { type: 'invalidate', context: entry.context });
    if (failure) {
      throw new KsefError(
        'The tokens were removed here, but not from the store. Call invalidate again when the store is back.',
        {
          code: 'STORE_FAILED',
          cause: failure.error,
        },
      );
    }
  }

  /** KSeF answered 401 to this token: it is dropped, unless it has been replaced already. */
  async rejected(context: ContextInput, token: string): Promise<void> {
    const entry = this.#entries.find(context);
    if (entry === undefined || entry.token === '' || entry.token !== token) return;
    entry.rejectedToken = token;
    entry.dropAccessToken();
    this.#emit({ type: 'rejected', context: entry.context });
    await this.#onUpdate?.({ context: entry.context, change: 'invalidate' });
  }

  #join(entry: Entry, flight: Flight, signal: AbortSignal | undefined): Promise<string> {
    return flight.join(signal, () => {
      if (entry.flight === flight) entry.flight = undefined;
    });
  }

  /** Starts a refresh in the background. */
  #ahead(entry: Entry): Entry {
    if (entry.flight) return entry;
    const flight = this.#startFlight(entry, 'ahead');
    this.#join(entry, flight, undefined).catch((error: unknown) => {
      // The token is still valid: retry a little later, not on every call.
      entry.freshUntil = Math.min(entry.usableUntil, this.#clock.now() + aheadPauseMs);
      this.#emit({ type: 'refresh-ahead-failed', context: entry.context, ...failureInfo(error) });
    });
    return entry;
  }

  #startFlight(entry: Entry, why: 'needed' | 'forced' | 'ahead'): Flight {
    const before = entry.flight?.promise;
    const flight = new Flight(why === 'forced', async (self, signal) => {
      try {
        // A forced login waits for its turn: one at a time.
        await before?.catch(() => {});
        signal.throwIfAborted();
        return await this.#runFlight(entry, why, signal);
      } finally {
        if (entry.flight === self) entry.flight = undefined;
      }
    });
    entry.flight = flight;
    return flight;
  }

  async #runFlight(entry: Entry, why: 'needed' | 'forced' | 'ahead', signal: AbortSignal): Promise<string> {
    const { epoch } = entry;
    const first = why === 'forced' ? undefined : await this.#stored(entry, why, signal);
    if (first?.found) return first.found;
    return underLock(this.#lock, entry, signal, this.#emit, async ({ held, fence }) => {
      // The previous holder of the lock may have already refreshed.
      const second = held && why !== 'forced' ? await this.#stored(entry, why, signal) : first;
      if (second?.found) return second.found;
      const known = why === 'forced' ? undefined : (second?.known ?? entry.tokens);
      const begun = this.#clock.now();
      const { change, tokens } = await renew(this.#authenticator, entry, known, {
        clock: this.#clock,
        signal,
        emit: this.#emit,
      });
      const durationMs = this.#clock.now() - begun;
      signal.throwIfAborted();
      // Seeded or invalidated meanwhile: waiters get their token, but the cache is not changed.
      if (entry.epoch !== epoch) return tokens.accessToken.token;
      this.#take(entry, tokens, 'made');
      await this.#store.save(entry, tokens, { signal, fence });
      await this.#updated(entry, { type: change, context: entry.context, durationMs });
      return tokens.accessToken.token;
    });
  }

  /** The store's content: a token to use at once, or the tokens to refresh with. */
  async #stored(
    entry: Entry,
    why: 'needed' | 'ahead',
    signal: AbortSignal,
  ): Promise<{ found?: string; known?: StoredTokens } | undefined> {
    const { epoch } = entry;
    const known = await this.#store.load(entry, signal);
    if (!known || entry.epoch !== epoch) return undefined;
    const now = this.#clock.now();
    const newer = why === 'needed' || endOf(known.accessToken) > entry.usableUntil + this.#refreshSkewMs;
    if (!newer || !isUsable(known, entry, now, this.#refreshSkewMs)) return { known };
    this.#take(entry, known, 'kept');
    this.#emit({ type: 'loaded', context: entry.context });
    return { found: known.accessToken.token };
  }

  /** `made`: KSeF has just created the access token. `kept`: it may be of any age. */
  #take(entry: Entry, tokens: StoredTokens, how: 'made' | 'kept'): void {
    const { accessToken } = tokens;
    const now = this.#clock.now();
    const { end, aheadMs } =
      how === 'made' ? localExpiry(accessToken, now, this.#refreshSkewMs) : { end: endOf(accessToken) };
    entry.take(tokens, end, now, this.#refreshSkewMs, this.#aheadMs);
    if (aheadMs !== undefined) this.#emit({ type: 'clock-ahead', context: entry.context, aheadMs });
  }

  async #updated(entry: Entry, event: TokenEvent & { readonly type: TokenUpdate['change'] }): Promise<void> {
    this.#emit(event);
    await this.#onUpdate?.({ context: entry.context, change: event.type });
  }
}
