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
  /** Where tokens outlive the process. Default: nowhere. */
  readonly store?: TokenStore | undefined;
  /** One renewal at a time in the whole fleet. Default: in this process only. */
  readonly lock?: TokenLock | undefined;
  /**
   * What happens when the lock is out of reach and a token has to be renewed. `login`, the default: each process renews
   * for itself. `fail`: KsefError `LOCK_FAILED`.
   */
  readonly whenLockFails?: 'login' | 'fail' | undefined;
  readonly clock?: Clock | undefined;
  /** A token this close to its end is not given any more, in milliseconds. Default 30 000. */
  readonly refreshSkewMs?: number | undefined;
  /** Renew in the background this long before a caller would have to wait, in milliseconds. Default 0: never. */
  readonly refreshAheadMs?: number | undefined;
  /** Longest wait for the store, in milliseconds. Default 5 000. */
  readonly storeTimeoutMs?: number | undefined;
  /** Called after the cache has changed. What it throws reaches the caller; the cache keeps the change. */
  readonly onUpdate?: ((update: TokenUpdate) => void | Promise<void>) | undefined;
  /** Told what happens. What it throws is ignored. */
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
