import { type Clock, systemClock } from '@ksef/core';
import {
  callback,
  checkOptions,
  isSignal,
  numberFrom,
  type OptionChecks,
  objectWith,
} from '@ksef/core/internal';
import type { Latarnia, LatarniaStatus } from '../latarnia/index.js';
import { type Outage, outageIsOn, outagesOf } from '../latarnia/index.js';
import type { KsefAnswers } from './ksef-answers.js';
import type { KsefProbe } from './ksef-probe.js';

/** Whether KSeF can be used. `down`: it does not answer, and nobody has announced why. */
export type KsefState = 'up' | 'down' | 'maintenance' | 'failure' | 'totalFailure' | 'unknown';

/** Options of {@link ksefState}. */
export interface KsefStateOptions {
  /** What KSeF itself answered: made by `watchAnswers`. */
  readonly answers?: Pick<KsefAnswers, 'answeredAt' | 'failures'> | undefined;
  /** Asked about KSeF. */
  readonly latarnia?: Pick<Latarnia, 'status'> | undefined;
  /** Asks KSeF when `answers` know nothing recent: see `ksefProbe`. */
  readonly probe?: KsefProbe | undefined;
  /** How long an answer of KSeF counts, in milliseconds. Default two minutes. */
  readonly recentMs?: number | undefined;
  readonly clock?: Pick<Clock, 'now'> | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A verdict, and what it comes from. */
export interface KsefVerdict {
  readonly state: KsefState;
  /** In the order of their weight, in words. */
  readonly reasons: readonly string[];
  /** The outages that Latarnia's status is about. */
  readonly outages: readonly Outage[];
  /** What Latarnia says; undefined when it was not asked. */
  readonly latarnia?: LatarniaStatus['status'] | undefined;
  /** RFC 3339. */
  readonly checkedAt: string;
}

const checks: OptionChecks<KsefStateOptions> = /* @__PURE__ */ Object.freeze({
  answers: objectWith(),
  latarnia: objectWith('status'),
  probe: callback,
  recentMs: numberFrom(0),
  clock: objectWith('now'),
  signal: isSignal,
});

/**
 * Whether KSeF can be used now. KSeF's own answers come first: while it answers, it is `up`, whatever Latarnia says. When it
 * does not, Latarnia says why; without its word KSeF is `down`. Latarnia's silence alone is `unknown`, and no reason to go
 * offline. A total failure needs both: KSeF that does not answer, and an announcement that is in force.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 * @example
 * ```ts
 * import { environments } from '@ksef/core';
 * import { createLatarnia, ksefProbe, ksefState, latarniaUrls } from '@ksef/offline';
 *
 * const { state, reasons } = await ksefState({
 *   latarnia: createLatarnia({ url: latarniaUrls.prd }),
 *   probe: ksefProbe({ environment: environments.prd }),
 * });
 * console.log(state, reasons.join(' '));
 * ```
 */
export async function ksefState(options: KsefStateOptions = {}): Promise<KsefVerdict> {
  checkOptions<KsefStateOptions>(options, checks);
  const { clock = systemClock, signal } = options;
  signal?.throwIfAborted();
  const [ksef, told] = await Promise.all([askKsef(options, clock), options.latarnia?.status({ signal })]);
  const now = clock.now();
  const announced = announcedBy(told, now);
  return {
    ...judge(ksef, announced),
    outages: announced.outages,
    latarnia: told?.status,
    checkedAt: new Date(now).toISOString(),
  };
}

interface KsefWord {
  readonly says: 'answers' | 'fails' | 'unasked';
  readonly reason: string;
}

async function askKsef(
  { answers, probe, recentMs = 120_000, signal }: KsefStateOptions,
  clock: Pick<Clock, 'now'>,
): Promise<KsefWord> {
  const now = clock.now();
  // Of a clock that was set back, the future counts as long as the past.
  const isRecent = (at: number | undefined) => at !== undefined && Math.abs(now - at) <= recentMs;
  const { answeredAt, failures } = answers ?? {};
  if (failures !== undefined && isRecent(failures.at)) {
    const { count, reason } = failures;
    const which = count === 1 ? 'the last request' : `the last ${count} requests`;
    return { says: 'fails', reason: `KSeF did not answer ${which} (${reason}).` };
  }
  if (isRecent(answeredAt)) return { says: 'answers', reason: 'KSeF answered a moment ago.' };
  if (probe === undefined) return { says: 'unasked', reason: 'KSeF was not asked recently.' };
  const failure = await probe({ signal });
  if (failure === undefined) return { says: 'answers', reason: 'KSeF answers.' };
  return { says: 'fails', reason: `KSeF does not answer: ${failure}` };
}

interface Announced {
  readonly state: 'up' | 'maintenance' | 'failure' | 'totalFailure' | undefined;
  readonly reason: string | undefined;
  readonly outages: readonly Outage[];
}

function announcedBy(told: LatarniaStatus | undefined, now: number): Announced {
  if (told === undefined) return { state: undefined, reason: undefined, outages: [] };
  const { status, messages } = told;
  if (status === 'unknown')
    return { state: undefined, reason: told.reason ?? 'Latarnia says nothing.', outages: [] };
  if (status === 'AVAILABLE') return { state: 'up', reason: 'Latarnia says AVAILABLE.', outages: [] };
  const own = outagesOf(messages).filter(({ category }) => category === status);
  const outages = own.filter((outage) => outageIsOn(outage, now));
  // A message that is not in force contradicts the status; total failures are not believed without one.
  const isBelieved = outages.length > 0 || (own.length === 0 && status !== 'TOTAL_FAILURE');
  if (isBelieved) return { state: stateOf[status], reason: `Latarnia says ${status}.`, outages };
  return {
    state: undefined,
    reason: `Latarnia says ${status}, and names none that goes on now.`,
    outages: [],
  };
}

const stateOf = {
  MAINTENANCE: 'maintenance',
  FAILURE: 'failure',
  TOTAL_FAILURE: 'totalFailure',
} as const;

function judge(ksef: KsefWord, announced: Announced): Pick<KsefVerdict, 'state' | 'reasons'> {
  const reasons = [ksef.reason, announced.reason].filter((reason) => reason !== undefined);
  const { state } = announced;
  if (ksef.says === 'answers') return { state: 'up', reasons };
  if (ksef.says === 'fails')
    return { state: state === undefined || state === 'up' ? 'down' : state, reasons };
  if (state !== 'totalFailure') return { state: state ?? 'unknown', reasons };
  return {
    state: 'unknown',
    reasons: [...reasons, 'A total failure counts only while KSeF does not answer.'],
  };
}
