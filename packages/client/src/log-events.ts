import { type ContextIdentifier, contextKey } from '@ksef/core';
import { anything, checkOptions, invalidOption } from '@ksef/core/internal';

/** A logger with levels: `console`, pino, winston, fastify's `log` and many more. */
export interface EventLogger {
  debug(message: string, details?: unknown): void;
  info(message: string, details?: unknown): void;
  warn(message: string, details?: unknown): void;
}

/** Options of {@link logEvents}. */
export interface LogEventsOptions {
  /** The lowest level that is written. Default `debug`, which is everything. `info` omits single requests. */
  readonly level?: keyof EventLogger | undefined;
  /**
   * Arguments of the logger. `text`: one line of `key=value`. `message-first`: a text and an object, as winston takes
   * them. `details-first`: an object and a text, as pino and bunyan take them. Default: `text` for `console`,
   * `details-first` for pino (recognized by `groupEnd` and `bindings`), else `message-first`.
   */
  readonly style?: 'text' | 'message-first' | 'details-first' | undefined;
}

/** An event of this toolkit: a type and its details. */
export interface LoggedEvent {
  readonly type: string;
}

const noteworthy: ReadonlySet<string> = new Set([
  'failure',
  'system-warning',
  'token-rejected',
  'warning',
  'credential-expiring',
  'credentials-unknown',
  'refresh-refused',
  'refresh-failed',
  'refresh-ahead-failed',
  'clock-ahead',
  'lock-failed',
  'store-failed',
  'limit-blocked',
  'limits-failed',
  'limiter-unavailable',
  'invoice-issues',
  'session-left-open',
  'batch-abandoned',
  'export-abandoned',
  'export-lost',
  'mismatch-accepted',
  'unusual-ksef-number',
  'entry-skipped',
]);
const routine: ReadonlySet<string> = new Set([
  'request',
  'response',
  'loaded',
  'invoice-sent',
  'invoice-processed',
  'metadata-page',
  'part-verified',
]);

/**
 * Creates an `onEvent` that writes one line for each event: problems as `warn`; requests, the steps of an invoice and
 * waits under a second as `debug`; the rest as `info`. Events contain no secrets, so the log contains none either.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 * @example
 * ```ts
 * import { createKsef, logEvents } from '@ksef/client';
 *
 * const ksef = createKsef({
 *   environment: 'test',
 *   credentials: { ksefToken: process.env.KSEF_TOKEN ?? '' },
 *   onEvent: logEvents(console, { level: 'info' }),
 * });
 * ```
 */
export function logEvents(logger: EventLogger, options: LogEventsOptions = {}): (event: LoggedEvent) => void {
  checkOptions<LogEventsOptions>(options, { level: anything, style: anything });
  const { level = 'debug', style = styleOf(logger) } = options;
  if (!levels.includes(level)) throw invalidOption('level', levels.join(', '));
  if (!Object.hasOwn(styles, style)) throw invalidOption('style', Object.keys(styles).join(', '));
  const write = logger as Readonly<Record<keyof EventLogger, (...given: unknown[]) => void>>;
  return ({ type, ...details }) => {
    const own = levelOf(type, details);
    if (levels.indexOf(own) >= levels.indexOf(level)) write[own](...styles[style](`ksef ${type}`, details));
  };
}

const levels: readonly (keyof EventLogger)[] = ['debug', 'info', 'warn'];

type Details = Readonly<Record<string, unknown>>;
const styles = {
  text: (message: string, details: Details) => [
    [message, ...Object.entries(details).flatMap(pair)].join(' '),
  ],
  'message-first': (message: string, details: Details) => [message, details],
  'details-first': (message: string, details: Details) => [details, message],
};

function styleOf(logger: object): keyof typeof styles {
  const can = (name: string) => typeof (logger as Details)[name] === 'function';
  if (can('groupEnd')) return 'text';
  return can('bindings') ? 'details-first' : 'message-first';
}

function pair([key, value]: [string, unknown]): string[] {
  if (value === undefined) return [];
  if (key === 'context') return [`${key}=${contextKey(value as ContextIdentifier)}`];
  const isWord = typeof value === 'string' && /^[^\s"=]+$/.test(value);
  return [`${key}=${isWord ? value : JSON.stringify(value)}`];
}

function levelOf(type: string, details: Details): keyof EventLogger {
  if (noteworthy.has(type)) return 'warn';
  if (type === 'response' && Number(details.status) >= 400) return 'warn';
  if (type === 'invoice-finished' && ['rejected', 'failed'].includes(String(details.status))) return 'warn';
  if (typeof details.waitMs === 'number' && details.waitMs < 1_000) return 'debug';
  return routine.has(type) ? 'debug' : 'info';
}
