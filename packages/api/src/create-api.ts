import {
  type Clock,
  type ContextIdentifier,
  type ContextInput,
  invalidOption,
  type KsefEnvironment,
  observed,
  systemClock,
} from '@ksef/core';
import type { AccessTokenFunction, AccessTokenSource } from './access-token-source.js';
import type { Answer, Fetch } from './answer.js';
import type { ApiEvent } from './api-event.js';
import { asContext } from './as-context.js';
import { GroupHolds } from './group-holds.js';
import type { CallOptions, Operation, OperationInput, OperationRunner } from './operation.js';
import { type PresignedRequest, sendPresigned } from './presigned.js';
import type { AdmissionPriority, RateLimiter } from './rate-limiter.js';
import { type DocumentStream, openBody, wholeBody } from './read-body.js';
import { secureUrl } from './secure-url.js';
import { sendOperation } from './send-operation.js';
import { defaultUserAgent } from './user-agent.js';

/** Options of {@link createApi}. */
export interface ApiOptions {
  readonly environment: KsefEnvironment;
  /** Where bearer tokens come from; only public operations work without. */
  readonly accessToken?: AccessTokenSource | AccessTokenFunction | undefined;
  /** The context of calls that name none. */
  readonly context?: ContextInput | undefined;
  /** Defaults to the platform's `fetch`; in Node, `nodeFetch` of `@ksef/api/node` is cheaper. */
  readonly fetch?: Fetch | undefined;
  readonly clock?: Clock | undefined;
  /** Longest duration of one attempt, in milliseconds. Default 30 000. */
  readonly timeoutMs?: number | undefined;
  /** Longest duration of a call with its repeats and waits, in milliseconds. Default 120 000. */
  readonly overallTimeoutMs?: number | undefined;
  /** How often a failed attempt is repeated where that is safe. Default 3. */
  readonly retries?: number | undefined;
  /** The longest `Retry-After` that is waited for, in milliseconds; a longer one is an error at once. Default 60 000. */
  readonly maxRetryAfterMs?: number | undefined;
  readonly rateLimiter?: RateLimiter | undefined;
  /**
   * Value of the `User-Agent` header; browsers keep their own. Default: `ksef-toolkit KSeF-API/2.9.0`, the version of the
   * API that this release was made for.
   */
  readonly userAgent?: string | undefined;
  /** Told what happens. What it throws is ignored. */
  readonly onEvent?: ((event: ApiEvent) => void) | undefined;
}

/** The parts of a client that derived clients share. */
export interface ApiSettings {
  readonly environment: KsefEnvironment;
  readonly accessToken: AccessTokenSource | undefined;
  readonly context: ContextIdentifier | undefined;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly overallTimeoutMs: number;
  readonly retries: number;
  readonly maxRetryAfterMs: number;
  readonly rateLimiter: RateLimiter | undefined;
  readonly priority?: AdmissionPriority;
  readonly userAgent: string | undefined;
  readonly holds: GroupHolds;
  emit(event: ApiEvent): void;
}

/** The client that every operation takes as its first argument. */
export interface Api extends OperationRunner {
  readonly environment: KsefEnvironment;
  readonly clock: Clock;
  /** Runs an operation that answers with a document, and hands its bytes over as a stream. */
  download(operation: Operation, input: OperationInput, options?: CallOptions): Promise<DocumentStream>;
  /** Sends a request to an address that KSeF signed: no bearer token, exactly the method and headers given. */
  presigned(request: PresignedRequest): Promise<Answer>;
  /** The same client, bound to one context. */
  inContext(context: ContextInput): Api;
  /** The same client with another source of tokens. */
  withAccessToken(source: AccessTokenSource | AccessTokenFunction): Api;
  /** The same client for work of this priority: interactive calls go first where requests wait for KSeF's limits. */
  withPriority(priority: AdmissionPriority): Api;
}

/**
 * Makes the client that operations run on.
 *
 * @throws InvalidInputError `INVALID_OPTION`, `INVALID_CONTEXT`
 * @example
 * ```ts
 * import { createApi, listPublicKeyCertificates } from '@ksef/api';
 * import { environments } from '@ksef/core';
 *
 * const api = createApi({ environment: environments.test });
 * const keys = await listPublicKeyCertificates(api);
 * ```
 */
export function createApi(options: ApiOptions): Api {
  // Tokens go there: the same rule as customEnvironment's, for environments that were made by hand.
  if (!secureUrl(options?.environment?.apiUrl)) {
    throw invalidOption('environment', 'one of environments, or customEnvironment(…)');
  }
  return bind({
    environment: options.environment,
    accessToken: toSource(options.accessToken),
    context: options.context === undefined ? undefined : asContext(options.context),
    // Called on no object: browsers and Cloudflare's workers refuse their `fetch` on another than their own.
    fetch: (input, init) => (options.fetch ?? globalThis.fetch)(input, init),
    clock: options.clock ?? systemClock,
    timeoutMs: positive('timeoutMs', options.timeoutMs, 30_000),
    overallTimeoutMs: positive('overallTimeoutMs', options.overallTimeoutMs, 120_000),
    retries: positive('retries', options.retries, 3),
    maxRetryAfterMs: positive('maxRetryAfterMs', options.maxRetryAfterMs, 60_000),
    rateLimiter: options.rateLimiter,
    userAgent: options.userAgent ?? defaultUserAgent(),
    holds: new GroupHolds(),
    emit: observed(options.onEvent),
  });
}

function bind(settings: ApiSettings): Api {
  return {
    environment: settings.environment,
    clock: settings.clock,
    async request<T>(operation: Operation, input: OperationInput, options: CallOptions = {}): Promise<T> {
      return sendOperation(settings, operation, input, options, wholeBody) as Promise<T>;
    },
    async download(operation, input, options = {}) {
      return sendOperation(settings, operation, input, options, openBody);
    },
    presigned: (request) => sendPresigned(settings, request),
    inContext: (context) => bind({ ...settings, context: asContext(context) }),
    withAccessToken: (source) => bind({ ...settings, accessToken: toSource(source) }),
    withPriority: (priority) => bind({ ...settings, priority }),
  };
}

function toSource(
  source: AccessTokenSource | AccessTokenFunction | undefined,
): AccessTokenSource | undefined {
  if (typeof source !== 'function') {
    if (source !== undefined && typeof source?.getToken !== 'function')
      throw invalidOption('accessToken', 'a function, or an object with getToken');
    return source;
  }
  return { getToken: async (context, options) => source(context, options) };
}

function positive(name: string, value: number | undefined, fallback: number): number {
  if (value === undefined) return fallback;
  if (!(value >= 0)) throw invalidOption(name, 'a number of at least 0');
  return value;
}
