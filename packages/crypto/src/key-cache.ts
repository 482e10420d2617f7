import { type Clock, CryptoError } from '@ksef/core';
import { onAbort } from '@ksef/core/internal';
import type { PublicKey } from './public-key.js';

/** The key of one usage: fetched when it is missing or about to expire, once however many callers wait. */
export class KeyCache {
  readonly #usage: string;
  readonly #clock: Clock;
  readonly #refreshSkewMs: number;
  readonly #fetchKeys: ((signal: AbortSignal) => Promise<readonly PublicKey[]>) | undefined;
  #keys: readonly PublicKey[];
  #flight:
    | { readonly promise: Promise<PublicKey>; readonly controller: AbortController; waiters: number }
    | undefined;

  constructor(options: {
    usage: string;
    clock: Clock;
    refreshSkewMs: number;
    preloaded: readonly PublicKey[];
    fetchKeys: ((signal: AbortSignal) => Promise<readonly PublicKey[]>) | undefined;
  }) {
    this.#usage = options.usage;
    this.#clock = options.clock;
    this.#refreshSkewMs = options.refreshSkewMs;
    this.#fetchKeys = options.fetchKeys;
    this.#keys = options.preloaded;
  }

  async get(signal?: AbortSignal): Promise<PublicKey> {
    signal?.throwIfAborted();
    const key = this.#choose(this.#keys);
    // Without a source a key is used until it expires: there is no replacement.
    const skewMs = this.#fetchKeys === undefined ? 0 : this.#refreshSkewMs;
    if (key !== undefined && this.#clock.now() < key.validToMs - skewMs) return key;
    return this.#wait(signal);
  }

  /** Fetches the key again, even if one is cached. @throws CryptoError `NO_PUBLIC_KEY`, also when there is no source */
  async refresh(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (this.#fetchKeys === undefined) {
      throw new CryptoError(
        `KSeF's public key for ${this.#usage} was preloaded and cannot be fetched. Preload the current one, or set a source.`,
        { code: 'NO_PUBLIC_KEY' },
      );
    }
    this.#keys = [];
    await this.#wait(signal);
  }

  #wait(signal: AbortSignal | undefined): Promise<PublicKey> {
    this.#flight ??= this.#start();
    const flight = this.#flight;
    flight.waiters++;
    if (signal === undefined) return flight.promise;
    return new Promise((resolve, reject) => {
      const off = onAbort(signal, () => {
        off();
        // The fetch continues as long as a caller waits for it.
        if (--flight.waiters === 0) {
          // The next caller must not join an abandoned fetch.
          if (this.#flight === flight) this.#flight = undefined;
          flight.controller.abort(signal.reason);
        }
        reject(signal.reason);
      });
      flight.promise.then(resolve, reject).finally(off);
    });
  }

  #start() {
    const controller = new AbortController();
    const flight = { promise: this.#fetch(controller.signal), controller, waiters: 0 };
    const land = () => {
      if (this.#flight === flight) this.#flight = undefined;
    };
    // Both outcomes, because every caller may have stopped waiting: a failure must not end the process.
    flight.promise.then(land, land);
    return flight;
  }

  async #fetch(signal: AbortSignal): Promise<PublicKey> {
    const keys = this.#fetchKeys === undefined ? [] : await this.#fetchKeys(signal);
    const key = this.#choose(keys);
    if (key === undefined) {
      const where =
        this.#fetchKeys === undefined
          ? 'no preloaded key is valid now, and there is no source'
          : `KSeF listed ${keys.length} keys, none of them valid for it now`;
      throw new CryptoError(
        `No public key for ${this.#usage}: ${where}. Check the system clock and the environment.`,
        {
          code: 'NO_PUBLIC_KEY',
        },
      );
    }
    if (!signal.aborted) this.#keys = keys;
    return key;
  }

  /** Source: klucze-publiczne-do-szyfrowania.md, 4.1: of the valid ones the latest `validFrom` wins. */
  #choose(keys: readonly PublicKey[]): PublicKey | undefined {
    const now = this.#clock.now();
    return keys
      .filter((key) => key.usage.includes(this.#usage) && key.validFromMs <= now && now < key.validToMs)
      .sort((one, other) => other.validFromMs - one.validFromMs)[0];
  }
}
