import type { Clock, ContextIdentifier } from '@ksef/core';
import {
  callback,
  expects,
  isClock,
  numberFrom,
  numberOrInfinity,
  type OptionChecks,
  objectWith,
  oneOf,
  required,
} from '@ksef/core/internal';
import type { Authenticator } from './authenticator.js';
import type { TokenEvent } from './token-event.js';
import type { TokenLock } from './token-lock.js';
import type { TokenStore } from './token-store.js';

/** What changed in the cache. */
export interface TokenUpdate {
  readonly context: ContextIdentifier;
  readonly change: 'login' | 'refresh' | 'seed' | 'invalidate';
}

/** Options of `TokenProvider`. */
export interface TokenProviderOptions {
  readonly authenticator: Authenticator;
  /** Name of the KSeF environment; part of every key in stores and locks. */
  readonly environment: string;
  /** Stores tokens beyond the process. Default: none. */
  readonly store?: TokenStore | undefined;
  /** Allows one refresh at a time in all processes. Default: in this process only. */
  readonly lock?: TokenLock | undefined;
  /**
   * What happens when the lock is unreachable and a token has to be refreshed. `login`, the default: each process
   * refreshes for itself. `fail`: KsefError `LOCK_FAILED`.
   */
  readonly whenLockFails?: 'login' | 'fail' | undefined;
  readonly clock?: Clock | undefined;
  /** A token this close to its expiry is no longer returned, in milliseconds. Default 30 000. */
  readonly refreshSkewMs?: number | undefined;
  /** Refresh in the background this long before a caller would have to wait, in milliseconds. Default 0: never. */
  readonly refreshAheadMs?: number | undefined;
  /** Longest wait for the store, in milliseconds. Default 5 000. */
  readonly storeTimeoutMs?: number | undefined;
  /** Called after the cache has changed. Exceptions thrown by it reach the caller; the cache keeps the change. */
  readonly onUpdate?: ((update: TokenUpdate) => void | Promise<void>) | undefined;
  /** Called for every event. Exceptions thrown by the callback are ignored. */
  readonly onEvent?: ((event: TokenEvent) => void) | undefined;
}

/** What each option must be. */
export const tokenProviderChecks: OptionChecks<TokenProviderOptions> = {
  authenticator: required(objectWith('login')),
  environment: required(
    expects('the name of an environment', (value) => typeof value === 'string' && value !== ''),
  ),
  store: objectWith('load', 'save', 'remove'),
  lock: objectWith('withLock'),
  whenLockFails: oneOf('login', 'fail'),
  clock: isClock,
  refreshSkewMs: numberFrom(0),
  refreshAheadMs: numberFrom(0),
  storeTimeoutMs: numberOrInfinity(0),
  onUpdate: callback,
  onEvent: callback,
};
