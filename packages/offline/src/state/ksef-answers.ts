import { type Clock, systemClock } from '@ksef/core';
import { checkOptions, objectWith } from '@ksef/core/internal';

/** Options of {@link watchAnswers}. */
export interface WatchAnswersOptions {
  readonly clock?: Pick<Clock, 'now'> | undefined;
}

/** The watched events of a client: requests with and without a response. */
export interface WatchedEvent {
  readonly type: string;
  readonly operation?: string | undefined;
  readonly status?: unknown;
  readonly reason?: unknown;
}

/** KSeF's last answer, and since when it has not answered. */
export interface KsefAnswers {
  /** For `onEvent` of `createKsef`, or of any other KSeF client. */
  readonly observe: (event: WatchedEvent) => void;
  /** When KSeF last answered, in milliseconds since 1970. */
  readonly answeredAt: number | undefined;
  /** The number of failures since then, and the last one. */
  readonly failures: { readonly count: number; readonly at: number; readonly reason: string } | undefined;
}

/**
 * Watches KSeF's answers. Any answer of KSeF itself counts, including rejections. HTTP 5xx, broken connections,
 * timeouts and unreadable bodies do not.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 * @example
 * ```ts
 * import { createKsef } from '@ksef/client';
 * import { ksefState, watchAnswers } from '@ksef/offline';
 *
 * const answers = watchAnswers();
 * const ksef = createKsef({
 *   environment: 'prd',
 *   credentials: { ksefToken: process.env.KSEF_TOKEN ?? '' },
 *   onEvent: answers.observe,
 * });
 * const { state } = await ksefState({ answers });
 * console.log(state, ksef.environment.name);
 * ```
 */
export function watchAnswers(options: WatchAnswersOptions = {}): KsefAnswers {
  checkOptions<WatchAnswersOptions>(options, { clock: objectWith('now') });
  const { clock = systemClock } = options;
  let answeredAt: number | undefined;
  let failures: KsefAnswers['failures'];
  const fail = (reason: string) => {
    failures = { count: (failures?.count ?? 0) + 1, at: clock.now(), reason };
  };
  return {
    observe({ type, operation, status, reason }) {
      if (operation === undefined) return;
      if (type === 'response' && Number(status) >= 500) fail(`HTTP ${status}`);
      else if (type === 'response') {
        answeredAt = clock.now();
        failures = undefined;
      } else if (type === 'failure') fail(String(reason).slice(0, 100));
    },
    get answeredAt() {
      return answeredAt;
    },
    get failures() {
      return failures;
    },
  };
}
