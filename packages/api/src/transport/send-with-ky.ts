import type { InvalidInputError, KsefApiError } from '@ksef/core';
import { invalidOption } from '@ksef/core/internal';
import type { ApiSettings } from '../settings/api-settings.js';
import { backoffMs } from './backoff.js';
import {
  type Exchange,
  type ExchangeResult,
  exchange,
  type OutgoingInit,
  type Responded,
} from './exchange.js';
import { isTransient, refusalIn, toError, unknownOutcome, wasNotSent } from './failure.js';

/** The input for a ky request. */
export interface KyRequest {
  readonly method: string;
  readonly url: string;
  readonly searchParams?: URLSearchParams;
  readonly headers: Record<string, string>;
  readonly body?: string | Uint8Array<ArrayBuffer> | null;
}

/** The request that ky and its hooks made. */
export interface OutgoingRequest {
  readonly url: string;
  readonly headers: Record<string, string>;
  /** Options of the instance that only `fetch` understands, e.g. undici's `dispatcher`. */
  readonly init: RequestInit | undefined;
}

/** One call: what it sends, and its rules. */
export interface KyCall<T> extends Exchange<T | KsefApiError> {
  readonly request: KyRequest;
  readonly safeToRepeat: boolean;
  /** How often it is retried, if that differs from the client's option. */
  readonly retries?: number;
  /** Waits until the next attempt may be sent. */
  prepare?(): Promise<void>;
  /** The request as it is finally sent, whatever the hooks have done. */
  outgoing(request: OutgoingRequest): OutgoingInit;
  /**
   * Milliseconds until the next attempt after a rejection, if it differs from the usual `waitMs`; undefined for none.
   */
  refused?(
    error: KsefApiError,
    attempt: number,
    waitMs: number | undefined,
  ): MaybePromise<number | undefined>;
  /** The latest start of the last attempt. */
  deadline?(): number;
}

type MaybePromise<T> = T | Promise<T>;

/**
 * Runs a call in ky. ky builds the request, calls the hooks and loops; the toolkit's rules decide. Neither the
 * instance's options nor its hooks can send a request that was not prepared, or replace a response that was checked.
 */
export async function sendWithKy<T>(settings: ApiSettings, call: KyCall<T>): Promise<T> {
  const { name, safeToRepeat, signal, retries = settings.retries } = call;
  const { url, ...request } = call.request;
  const { clock, emit } = settings;
  let attempt = 0;
  /** The next request may be sent. */
  let prepared = false;
  let result = undefined as ExchangeResult<T | KsefApiError> | undefined;
  /** Set when the call has failed. */
  let failed = undefined as { readonly error: unknown } | undefined;

  const prepare = async () => {
    signal?.throwIfAborted();
    await call.prepare?.();
    prepared = true;
  };

  const finish = (last: ExchangeResult<T | KsefApiError>): T => {
    if (last.kind !== 'responded' || refusalIn(last)) throw toError(last, name, safeToRepeat);
    return last.value as T;
  };

  /** The error of a hook. If KSeF had already done the work, its result is not lost. */
  const hookFailed = (error: unknown) =>
    safeToRepeat || attempt === 0 ? error : unknownOutcome(name, 'a ky hook failed', error);

  const send = async (given: string | URL | Request, init?: RequestInit): Promise<Response> => {
    try {
      if (!prepared) throw hookFailed(hookMisuse());
      prepared = false;
      const { url, headers } = given as Request;
      const outgoing = call.outgoing({ url, headers: Object.fromEntries(headers), init });
      result = await exchange(settings, call, ++attempt, outgoing);
    } catch (error) {
      failed ??= { error };
      throw error;
    }
    // Hooks get a failure as the same error that the caller would get.
    return result.kind === 'responded' ? viewOf(result, settings.hasHooks) : (finish(result) as never);
  };

  const shouldRetry = async ({ error }: { readonly error: Error }) => {
    try {
      if (failed) return false;
      if (!result || prepared || (result.kind === 'responded' && result.response.ok)) throw hookFailed(error);
      const refusal = refusalIn(result);
      if (result.kind === 'responded' && !refusal) return false;
      const mayRepeat = wasNotSent(result) || (safeToRepeat && isTransient(result));
      let waitMs = mayRepeat && attempt <= retries ? backoffMs(attempt) : undefined;
      if (refusal && call.refused) waitMs = await call.refused(refusal, attempt, waitMs);
      if (waitMs === undefined || clock.now() + waitMs >= (call.deadline?.() ?? Infinity)) return false;
      if (waitMs > 0) {
        const reason = refusal?.status === 429 ? 'rate-limit' : 'retry';
        emit({ type: 'wait', operation: name, waitMs, reason });
        await clock.sleep(waitMs, signal);
      }
      await prepare();
      return true;
    } catch (cause) {
      failed = { error: cause };
      return false;
    }
  };

  await prepare();
  try {
    await settings.ky(url, {
      ...request,
      prefixUrl: '',
      fetch: send,
      redirect: 'manual',
      throwHttpErrors: true,
      timeout: false,
      retry: {
        limit: Infinity,
        methods: [request.method],
        shouldRetry,
        delay: () => 0,
      },
    });
  } catch (error) {
    // ky could not create the request, or a hook threw.
    if (!result) failed ??= { error };
  }
  if (failed) throw failed.error;
  // A hook must not answer instead of KSeF.
  if (!result) throw hookMisuse();
  return finish(result);
}

/** The error for hooks that send again, answer instead of KSeF, or change the address. */
export function hookMisuse(): InvalidInputError {
  return invalidOption('ky', 'without hooks that send, lead elsewhere or answer');
}

/** The response as ky sees it. Only hooks look closer, and they see bodies that have been read. */
function viewOf({ response, bytes }: Responded<unknown>, hasHooks: boolean): Response {
  const { status, headers } = response;
  if (!hasHooks) return response as Response;
  const body = bytes?.byteLength ? (bytes as BodyInit) : null;
  return new Response(body, { status, headers: headers as HeadersInit });
}
