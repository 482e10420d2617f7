import {
  type ContextIdentifier,
  contextKey,
  currentContext,
  InvalidInputError,
  MissingContextError,
  RateLimitError,
  toContext,
} from '@ksef/core';
import { attempt } from './attempt.js';
import { buildRequest } from './build-request.js';
import type { ApiSettings } from './create-api.js';
import { emitWarnings } from './emit-warnings.js';
import { type Failure, failureOf, toError } from './failure.js';
import type { CallOptions, Operation, OperationInput } from './operation.js';
import { backoffMs } from './retry-delay.js';

/** Sends one operation with everything that KSeF's limits and failures ask for, and reads its answer. */
export async function sendOperation<T>(
  settings: ApiSettings,
  operation: Operation,
  input: OperationInput,
  options: CallOptions,
  read: (response: Response) => Promise<T>,
): Promise<T> {
  const context = operation.bearer && options.bearer === undefined ? contextOf(settings, operation, options) : undefined;
  const request = buildRequest(settings.environment.apiUrl, operation, input);
  const name = `${operation.method} ${operation.path}`;
  const group = `${operation.group === undefined || operation.group === 'other' ? operation.id : operation.group} ${context ? contextKey(context) : (options.bearer ?? '')}`;
  const deadline = settings.clock.now() + settings.overallTimeoutMs;
  const { signal } = options;
  let refusedToken = false;

  for (let count = 1; ; count++) {
    signal?.throwIfAborted();
    await admit(settings, operation, context, group, name, signal);
    const token = options.bearer ?? (context && (await tokenFor(settings, context, signal)));
    const outcome = await attempt(settings, { name, operation, request, token, count, timeoutMs: options.timeoutMs, signal, read });

    if (outcome.kind === 'done') {
      emitWarnings(settings, name, outcome.response);
      return outcome.value;
    }
    const failure = failureOf(outcome);
    if (failure.status === 401 && context && token !== undefined && !refusedToken) {
      // KSeF did nothing with the request: whatever it was, it may be repeated with a better token.
      refusedToken = true;
      settings.emit({ type: 'token-rejected', operation: name });
      await settings.accessToken?.rejected?.(context, token);
      continue;
    }
    const waitMs = waitBefore(settings, operation, failure, group, count, context);
    if (waitMs === undefined || settings.clock.now() + waitMs > deadline) throw toError(failure, name, operation.safeToRepeat);
    settings.emit({ type: 'wait', operation: name, waitMs, reason: failure.status === 429 ? 'rate-limit' : 'retry' });
    await settings.clock.sleep(waitMs, signal);
  }
}

/** How long to wait before the next attempt; undefined when there must be none. */
function waitBefore(
  settings: ApiSettings,
  operation: Operation,
  failure: Failure,
  group: string,
  count: number,
  context: ContextIdentifier | undefined,
): number | undefined {
  if (failure.status === 429) {
    const waitMs = failure.retryAfterMs ?? backoffMs(count);
    const until = settings.clock.now() + waitMs;
    settings.holds.hold(group, until);
    settings.rateLimiter?.blocked?.(admission(settings, operation, context), until);
    return waitMs <= settings.maxRetryAfterMs && count <= settings.retries ? waitMs : undefined;
  }
  const mayRepeat = failure.surelyNotDone || (operation.safeToRepeat && failure.transient);
  return mayRepeat && count <= settings.retries ? backoffMs(count) : undefined;
}

async function admit(
  settings: ApiSettings,
  operation: Operation,
  context: ContextIdentifier | undefined,
  group: string,
  name: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (let waitMs = remaining(); waitMs > 0; waitMs = remaining()) {
    if (waitMs > settings.maxRetryAfterMs) {
      throw new RateLimitError(`${name}: KSeF takes no more requests of this kind for ${Math.ceil(waitMs / 1000)} s.`, {
        status: 429,
        operation: name,
        retryAfterMs: waitMs,
      });
    }
    settings.emit({ type: 'wait', operation: name, waitMs, reason: 'rate-limit' });
    await settings.clock.sleep(waitMs, signal);
  }
  await settings.rateLimiter?.admit(admission(settings, operation, context), { signal });

  function remaining(): number {
    return settings.holds.remaining(group, settings.clock.now());
  }
}

function admission(settings: ApiSettings, operation: Operation, context: ContextIdentifier | undefined) {
  return {
    environment: settings.environment.name,
    context,
    group: operation.group ?? operation.id,
    limits: operation.limits ?? {},
    operation: operation.id,
  };
}

function contextOf(settings: ApiSettings, operation: Operation, options: CallOptions): ContextIdentifier {
  const context = options.context === undefined ? (settings.context ?? currentContext()) : toContext(options.context);
  if (context === undefined) throw new MissingContextError(operation.id);
  if (settings.accessToken === undefined) {
    throw new InvalidInputError(`${operation.id} needs a token: give createApi an accessToken source, or the call a bearer.`, {
      code: 'MISSING_TOKEN_SOURCE',
      input: 'accessToken',
    });
  }
  return context;
}

function tokenFor(
  settings: ApiSettings,
  context: ContextIdentifier,
  signal: AbortSignal | undefined,
): string | Promise<string> | undefined {
  return settings.accessToken?.peek?.(context) ?? settings.accessToken?.getToken(context, { signal });
}

