import {
  type ContextIdentifier,
  contextKey,
  currentContext,
  InvalidInputError,
  MissingContextError,
  TransportError,
} from '@ksef/core';
import { asContext } from './as-context.js';
import { attempt } from './attempt.js';
import { buildRequest } from './build-request.js';
import type { ApiSettings } from './create-api.js';
import { type Failure, failureOf, toError } from './failure.js';
import type { CallOptions, Operation, OperationInput } from './operation.js';
import type { AdmissionRequest } from './rate-limiter.js';
import type { BodyReader } from './read-body.js';
import { backoffMs } from './retry-delay.js';
import { waitForHold } from './wait-for-hold.js';
import { withinTime } from './within-time.js';

/** One call of an operation, as all its attempts see it. */
export interface Call {
  /** Method and path template. */
  readonly name: string;
  readonly operation: Operation;
  readonly context: ContextIdentifier | undefined;
  readonly admission: AdmissionRequest;
  /** What KSeF counts together. */
  readonly holdKey: string;
  readonly signal: AbortSignal | undefined;
}

/** Sends one operation with everything that KSeF's limits and failures ask for, and reads its answer. */
export async function sendOperation<T>(
  settings: ApiSettings,
  operation: Operation,
  input: OperationInput,
  options: CallOptions,
  reader: BodyReader<T>,
): Promise<T> {
  const call = describeCall(settings, operation, options);
  const { name, context, signal } = call;
  const request = buildRequest(settings.environment.apiUrl, operation, input, settings.userAgent);
  const { clock } = settings;
  let deadline = clock.now() + settings.overallTimeoutMs;
  let tokenWasRefused = false;
  const freshToken = () => options.bearer ?? tokenFor(settings, call, deadline);

  for (let count = 1; ; count++) {
    signal?.throwIfAborted();
    await waitForHold(settings, call, deadline);
    let token = await freshToken();
    const before = clock.now();
    await settings.rateLimiter?.admit(call.admission, { signal });
    const waitedMs = clock.now() - before;
    // A limiter's wait is planned, not a failure: it does not use up the time that failures may take.
    deadline += waitedMs;
    if (waitedMs > 0) settings.emit({ type: 'wait', operation: name, waitMs: waitedMs, reason: 'queue' });
    if (waitedMs > 1_000) token = await freshToken();

    const timeoutMs = Math.min(options.timeoutMs ?? settings.timeoutMs, Math.max(0, deadline - clock.now()));
    const outcome = await attempt(settings, {
      call,
      request,
      token,
      count,
      timeoutMs,
      reader,
    });
    if (outcome.kind === 'done') return outcome.value;

    const failure = failureOf(outcome);
    const status = failure.error?.status;
    if (status === 401 && context && token !== undefined && !tokenWasRefused) {
      // KSeF did nothing with the request: whatever it was, it may be repeated with a better token.
      tokenWasRefused = true;
      settings.emit({ type: 'token-rejected', operation: name });
      await settings.accessToken?.rejected?.(context, token);
      continue;
    }
    const waitMs = waitBefore(settings, call, failure, count);
    if (waitMs === undefined || clock.now() + waitMs >= deadline)
      throw toError(failure, name, operation.safeToRepeat);
    settings.emit({
      type: 'wait',
      operation: name,
      waitMs,
      reason: status === 429 ? 'rate-limit' : 'retry',
    });
    await clock.sleep(waitMs, signal);
  }
}

/** How long to wait before the next attempt; undefined when there must be none. */
function waitBefore(settings: ApiSettings, call: Call, failure: Failure, count: number): number | undefined {
  if (failure.error?.status === 429) {
    const waitMs = failure.error?.retryAfterMs ?? backoffMs(count);
    const now = settings.clock.now();
    settings.holds.hold(call.holdKey, now, now + waitMs);
    settings.rateLimiter?.blocked?.(call.admission, now + waitMs, failure.error?.message);
    return waitMs <= settings.maxRetryAfterMs && count <= settings.retries ? waitMs : undefined;
  }
  const mayRepeat = failure.surelyNotDone || (call.operation.safeToRepeat && failure.transient);
  return mayRepeat && count <= settings.retries ? backoffMs(count) : undefined;
}

function describeCall(settings: ApiSettings, operation: Operation, options: CallOptions): Call {
  const needsSource = operation.bearer && options.bearer === undefined;
  const context = needsSource ? contextOf(settings, operation, options) : undefined;
  // In the group `other` each operation counts for itself.
  const group = operation.group === undefined || operation.group === 'other' ? operation.id : operation.group;
  return {
    name: `${operation.method} ${operation.path}`,
    operation,
    context,
    admission: {
      environment: settings.environment.name,
      // KSeF counts a request with a bearer token of its own under that token's context.
      context: context ?? (options.context === undefined ? undefined : asContext(options.context)),
      group,
      limits: operation.limits ?? {},
      operation: operation.id,
      priority: options.priority ?? settings.priority,
    },
    holdKey: `${group} ${context ? contextKey(context) : (options.bearer ?? '')}`,
    signal: options.signal,
  };
}

function contextOf(settings: ApiSettings, operation: Operation, options: CallOptions): ContextIdentifier {
  const context =
    options.context === undefined ? (settings.context ?? currentContext()) : asContext(options.context);
  if (context === undefined) throw new MissingContextError(operation.id);
  if (settings.accessToken === undefined) {
    throw new InvalidInputError(
      `${operation.id} needs a token: give createApi an accessToken, or the call a bearer.`,
      {
        code: 'MISSING_TOKEN_SOURCE',
        input: 'accessToken',
      },
    );
  }
  return context;
}

async function tokenFor(settings: ApiSettings, call: Call, deadline: number): Promise<string | undefined> {
  const { context } = call;
  const source = settings.accessToken;
  if (context === undefined || source === undefined) return undefined;
  const atHand = source.peek?.(context);
  if (atHand !== undefined) return atHand;
  return withinTime(
    deadline - settings.clock.now(),
    call.signal,
    (signal) => source.getToken(context, { signal }),
    () =>
      new TransportError(`${call.name}: no token came in time.`, {
        code: 'TIMEOUT',
        operation: call.name,
      }),
  );
}
