/** The part of `console` that {@link logEvents} needs; loggers like pino and winston have it too. */
export interface EventLogger {
  debug(message: string, details?: unknown): void;
  info(message: string, details?: unknown): void;
  warn(message: string, details?: unknown): void;
}

/** An event of this toolkit: a type and whatever else it tells. */
export interface LoggedEvent {
  readonly type: string;
}

const noteworthy: ReadonlySet<string> = new Set([
  'failure',
  'system-warning',
  'token-rejected',
  'warning',
  'refresh-refused',
  'refresh-failed',
  'refresh-ahead-failed',
  'clock-ahead',
  'lock-failed',
  'store-failed',
  'limit-blocked',
  'limits-failed',
  'limiter-unavailable',
  'batch-abandoned',
  'export-abandoned',
  'export-lost',
  'mismatch-accepted',
]);
const routine: ReadonlySet<string> = new Set([
  'request',
  'response',
  'loaded',
  'invoice-sent',
  'invoice-judged',
  'metadata-page',
  'part-verified',
]);

/**
 * Makes an `onEvent` that writes one line for each event: troubles as `warn`, requests as `debug`, the rest as `info`.
 * Events hold no secrets, so neither does the log.
 *
 * @example
 * ```ts
 * import { createKsef, logEvents } from '@ksef/client';
 *
 * const ksef = createKsef({
 *   environment: 'test',
 *   credentials: { ksefToken: process.env.KSEF_TOKEN ?? '' },
 *   onEvent: logEvents(console),
 * });
 * ```
 */
export function logEvents(logger: EventLogger): (event: LoggedEvent) => void {
  return ({ type, ...details }) => {
    const level = levelOf(type, details);
    logger[level](`ksef ${type}`, details);
  };
}

function levelOf(type: string, details: Readonly<Record<string, unknown>>): keyof EventLogger {
  if (noteworthy.has(type)) return 'warn';
  if (type === 'response' && Number(details.status) >= 400) return 'warn';
  if (type === 'invoice-finished' && ['rejected', 'failed'].includes(String(details.status))) return 'warn';
  return routine.has(type) ? 'debug' : 'info';
}
