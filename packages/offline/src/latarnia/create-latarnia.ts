import { TransportError } from '@ksef/core';
import {
  callback,
  checkOptions,
  isSignal,
  numberFrom,
  type OptionChecks,
  required,
  text,
} from '@ksef/core/internal';
import { type LatarniaMessage, type LatarniaState, readMessages, readState } from './latarnia-message.js';
import { checkedLatarniaUrl } from './latarnia-urls.js';
import { type PlainFetch, readJson } from './read-json.js';

/** Options of {@link createLatarnia}. */
export interface LatarniaOptions {
  /** One of `latarniaUrls`, or an emulator's `latarniaUrl`. */
  readonly url: string;
  /** Sends requests. Default: the platform's `fetch`. */
  readonly fetch?: PlainFetch | undefined;
  /** Timeout of one request, in milliseconds. Default 5 000. */
  readonly timeoutMs?: number | undefined;
}

/** Options of calls to Latarnia. */
export interface LatarniaCallOptions {
  readonly signal?: AbortSignal | undefined;
}

/** The current state of KSeF according to Latarnia. */
export interface LatarniaStatus {
  readonly status: LatarniaState;
  /** The messages of the status. */
  readonly messages: readonly LatarniaMessage[];
  /** Why the status is `unknown`. */
  readonly reason?: string | undefined;
}

/** The ministry's service that reports whether KSeF works. Public, without login. */
export interface Latarnia {
  /**
   * The current state of KSeF. If it cannot be determined for any reason, it is `unknown`: this rejects on abort only.
   */
  status(options?: LatarniaCallOptions): Promise<LatarniaStatus>;
  /**
   * All announcements that Latarnia currently shows.
   *
   * @throws TransportError `NETWORK`, `TIMEOUT`, `INVALID_RESPONSE`
   */
  messages(options?: LatarniaCallOptions): Promise<readonly LatarniaMessage[]>;
}

const checks: OptionChecks<LatarniaOptions> = /* @__PURE__ */ Object.freeze({
  url: required(text),
  fetch: callback,
  timeoutMs: numberFrom(1, 2 ** 31 - 1),
});

/**
 * A client of Latarnia. It caches nothing, and sends no request before a call.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 * @example
 * ```ts
 * import { createLatarnia, latarniaUrls } from '@ksef/offline';
 *
 * const latarnia = createLatarnia({ url: latarniaUrls.prd });
 * const { status, messages, reason } = await latarnia.status();
 * console.log(status, messages[0]?.title ?? reason);
 * ```
 */
export function createLatarnia(options: LatarniaOptions): Latarnia {
  checkOptions<LatarniaOptions>(options, checks);
  const { fetch, timeoutMs = 5_000 } = options;
  const url = checkedLatarniaUrl(options.url);
  const ask = (path: string, call: LatarniaCallOptions = {}) => {
    checkOptions<LatarniaCallOptions>(call, { signal: isSignal });
    const { signal } = call;
    return readJson(`${url}${path}`, { operation: `Latarnia ${path}`, fetch, timeoutMs, signal });
  };
  return {
    async status(call) {
      try {
        const told = await ask('/status', call);
        const given = typeof told === 'object' && told !== null ? (told as Partial<LatarniaStatus>) : {};
        const status = readState(given.status);
        const messages = readMessages(given.messages);
        if (status !== 'unknown') return { status, messages };
        return { status, messages, reason: 'Latarnia answered with a status that is not known.' };
      } catch (error) {
        if (!(error instanceof TransportError)) throw error;
        return { status: 'unknown', messages: [], reason: error.message };
      }
    },
    async messages(call) {
      const told = await ask('/messages', call);
      if (Array.isArray(told)) return readMessages(told);
      throw new TransportError('Latarnia /messages did not answer with a list.', {
        code: 'INVALID_RESPONSE',
        operation: 'Latarnia /messages',
      });
    },
  };
}
