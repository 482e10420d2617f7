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

/** Whether KSeF is available. `down`: it does not answer, and no outage was announced. */
export type KsefState = 'up' | 'down' | 'maintenance' | 'failure' | 'totalFailure' | 'unknown';

/** Options of {@link ksefState}. */
export interface KsefStateOptions {
  /** KSeF's own answers: created by `watchAnswers`. */
  readonly answers?: Pick<KsefAnswers, 'answeredAt' | 'failures'> | undefined;
  /** Queried about KSeF. */
  readonly latarnia?: Pick<Latarnia, 'status'> | undefined;
  /** Sends a request to KSeF when `answers` contain nothing recent: see `ksefProbe`. */
  readonly probe?: KsefProbe | undefined;
  /** How long an answer of KSeF stays valid, in milliseconds. Default two minutes. */
  readonly recentMs?: number | undefined;
  readonly clock?: Pick<Clock, 'now'> | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A verdict, and its reasons. */
export interface KsefVerdict {
  readonly state: KsefState;
  /** The reasons in words, most important first. */
  readonly reasons: readonly string[];
  /** The outages behind Latarnia's status. */
  readonly outages: readonly Outage[];
  /** Latarnia's status; undefined if it was not queried. */
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
 * Whether KSeF is available now. KSeF's own answers come first: while it answers, it is `up`, whatever Latarnia
 * reports. If it does not answer, Latarnia reports the reason; without one, KSeF is `down`. If only Latarnia does not
 * answer, the state is `unknown`, which is not a reason to go offline. A total failure requires both: KSeF does not
 * answer, and an announcement is in force.
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
  // If the clock was set back, times in the future count like those in the past.
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
  // A message that is not in force contradicts the status. A total failure requires such a message.
  const isBelieved = outages.length > 0 || (own.length === 0 && status !== 'TOTAL_FAILURE');
  if (isBelieved) return { state: stateOf[status], reason: `Latarnia says ${status}.`, outages };
  return {
    state: undefined,
    reason: `Latarnia says ${status}, but lists no such outage that is ongoing.`,
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
