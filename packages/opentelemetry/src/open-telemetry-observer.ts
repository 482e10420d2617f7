import { type Meter, metrics, SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';
import { errorOf, httpAttributes } from './http-attributes.js';
import { isTimed, type KnownEvent, type ObservedEvent, type RequestEnd } from './observed-event.js';

/** Options of {@link openTelemetryObserver}. */
export interface ObserverOptions {
  /** Default: the global tracer named `@ksef/opentelemetry`. */
  readonly tracer?: Tracer | undefined;
  /** Default: the global meter named `@ksef/opentelemetry`. */
  readonly meter?: Meter | undefined;
  /** Address of the API, for `server.address`: `ksef.environment.apiUrl`. */
  readonly apiUrl?: string | undefined;
}

const name = '@ksef/opentelemetry';

/**
 * Makes an `onEvent` that turns a client's events into spans (one for each attempt at a request) and metrics:
 * `http.client.request.duration`, `ksef.client.rate_limited`, `ksef.client.wait.duration`, `ksef.client.token.renewals`,
 * `ksef.client.work.duration` (sessions, invoices, batches, exports, logins), `ksef.client.invoices`.
 *
 * Source of the names: OpenTelemetry's semantic conventions for HTTP.
 *
 * @example
 * ```ts
 * import { createKsef } from '@ksef/client';
 * import { openTelemetryObserver } from '@ksef/opentelemetry';
 *
 * const ksef = createKsef({
 *   environment: 'test',
 *   credentials: { ksefToken: process.env.KSEF_TOKEN ?? '' },
 *   onEvent: openTelemetryObserver(),
 * });
 * ```
 */
export function openTelemetryObserver(options: ObserverOptions = {}): (event: ObservedEvent) => void {
  const tracer = options.tracer ?? trace.getTracer(name);
  const meter = options.meter ?? metrics.getMeter(name);
  const durations = meter.createHistogram('http.client.request.duration', {
    unit: 's',
    description: 'Duration of one attempt at a request.',
    advice: {
      explicitBucketBoundaries: [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
    },
  });
  const rateLimited = meter.createCounter('ksef.client.rate_limited', {
    unit: '{request}',
    description: 'Requests that KSeF answered with 429.',
  });
  const waits = meter.createHistogram('ksef.client.wait.duration', {
    unit: 's',
    description: 'Time that requests wait: in the limiter, for a Retry-After, before a retry.',
  });
  const renewals = meter.createCounter('ksef.client.token.renewals', {
    unit: '{renewal}',
    description: 'Logins and refreshes.',
  });
  const work = meter.createHistogram('ksef.client.work.duration', {
    unit: 's',
    description: 'How long work of many requests took: opening a session, sending an invoice, an export.',
    advice: { explicitBucketBoundaries: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3_600] },
  });
  const invoices = meter.createCounter('ksef.client.invoices', {
    unit: '{invoice}',
    description: 'Invoices sent online, by what became of them.',
  });

  const ended = (end: RequestEnd) => {
    const attributes = httpAttributes(end, options.apiUrl);
    durations.record(end.durationMs / 1000, attributes);
    if (end.type === 'response' && end.status === 429) rateLimited.add(1, { operation: end.operation });
    // Reported when the request is over: the span begins in the past, under the span that made the call.
    const span = tracer.startSpan(end.operation, {
      kind: SpanKind.CLIENT,
      startTime: Date.now() - end.durationMs,
      attributes:
        end.attempt > 1 ? { ...attributes, 'http.request.resend_count': end.attempt - 1 } : attributes,
    });
    if (errorOf(end) !== undefined) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  };

  return (observed) => {
    const event = observed as KnownEvent;
    switch (event.type) {
      case 'response':
      case 'failure':
        return ended(event);
      case 'wait':
        return waits.record(event.waitMs / 1000, { operation: event.operation, reason: event.reason });
      case 'login':
      case 'refresh':
        renewals.add(1, { kind: event.type });
        break;
      case 'invoice-finished':
        invoices.add(1, { status: event.status });
    }
    if (isTimed(observed)) work.record(observed.durationMs / 1000, { event: observed.type });
  };
}
