import { type KsefEnvironment, TransportError } from '@ksef/core';
import { anything, callback, checkOptions, numberFrom, required } from '@ksef/core/internal';
import { type PlainFetch, readJson } from '../latarnia/index.js';

/** Options of {@link ksefProbe}. */
export interface KsefProbeOptions {
  readonly environment: Pick<KsefEnvironment, 'apiUrl'>;
  /** Sends requests. Default: the platform's `fetch`. */
  readonly fetch?: PlainFetch | undefined;
  /** Timeout of one request, in milliseconds. Default 10 000. */
  readonly timeoutMs?: number | undefined;
}

/** Sends a request to KSeF to check whether it answers. Returns the reason if it does not. */
export type KsefProbe = (options?: {
  readonly signal?: AbortSignal | undefined;
}) => Promise<string | undefined>;

/**
 * A probe that requests KSeF's public keys, which needs no login.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 * @example
 * ```ts
 * import { environments } from '@ksef/core';
 * import { ksefProbe } from '@ksef/offline';
 *
 * const failure = await ksefProbe({ environment: environments.prd })();
 * console.log(failure ?? 'KSeF answers');
 * ```
 */
export function ksefProbe(options: KsefProbeOptions): KsefProbe {
  checkOptions<KsefProbeOptions>(options, {
    environment: required(anything),
    fetch: callback,
    timeoutMs: numberFrom(1, 2 ** 31 - 1),
  });
  const { environment, fetch, timeoutMs = 10_000 } = options;
  const url = `${environment.apiUrl}/security/public-key-certificates`;
  return async ({ signal } = {}) => {
    try {
      await readJson(url, { operation: 'KSeF', fetch, timeoutMs, signal });
      return undefined;
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      // An answer to too many requests is still an answer.
      return error.status === 429 ? undefined : error.message;
    }
  };
}
