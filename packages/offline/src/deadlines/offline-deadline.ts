import { InvalidInputError } from '@ksef/core';
import { quoted } from '@ksef/core/internal';
import { addDays, isWorkday } from './business-days.js';
import { dayOf, invalidDate } from './day.js';

/**
 * Why an invoice was not sent at once: by choice (`offline24`), because KSeF announced an unavailability (`offline`),
 * or because of an announced failure (tryb awaryjny, `emergency`).
 */
export type OfflineMode = 'offline24' | 'offline' | 'emergency';

/** A failure of KSeF that the ministry announced. All dates `YYYY-MM-DD`, of Poland. */
export interface AnnouncedFailure {
  readonly announced: string;
  /** Omitted while it lasts. */
  readonly ended?: string | undefined;
}

/** The input of {@link offlineDeadline}. */
export interface OfflineDeadlineInput {
  readonly mode: OfflineMode;
  /**
   * `YYYY-MM-DD`: date of issue (`P_1`) for `offline24`, the last day of the unavailability for `offline`, of the
   * failure for `emergency`.
   */
  readonly from: string;
  /** Failures announced since then: one that is announced before the invoice's deadline restarts the count. */
  readonly failures?: readonly AnnouncedFailure[] | undefined;
}

const businessDays: Readonly<Record<OfflineMode, number>> = { offline24: 1, offline: 1, emergency: 7 };

/**
 * The last day on which an offline invoice may be sent to KSeF, `YYYY-MM-DD` in Poland; undefined while a failure
 * lasts. After a total failure (awaria całkowita) nothing needs to be sent at all. Source: tryby-offline.md; VAT act,
 * art. 106nda, 106nf and 106nh.
 *
 * @throws InvalidInputError `INVALID_DATE`, `INVALID_OPTION`
 * @example
 * ```ts
 * import { offlineDeadline } from '@ksef/offline';
 *
 * offlineDeadline({ mode: 'offline24', from: '2026-04-03' }); // '2026-04-07': Easter lies between
 * ```
 */
export function offlineDeadline({ mode, from, failures = [] }: OfflineDeadlineInput): string | undefined {
  if (!Object.hasOwn(businessDays, mode)) {
    throw new InvalidInputError(
      `Unknown offline mode ${quoted(mode)}. Use "offline24", "offline" or "emergency".`,
      { code: 'INVALID_OPTION', input: 'mode' },
    );
  }
  let deadline = addBusinessDays(dayOf('from', from), businessDays[mode]);
  const inOrder = [...failures].sort((a, b) => (a.announced < b.announced ? -1 : 1));
  for (const { announced, ended } of inOrder) {
    if (announced < from || dayOf('failures', announced) > deadline) continue;
    if (ended === undefined) return undefined;
    if (ended < announced) throw invalidDate('failures', `ends on ${ended}, before ${announced}`);
    deadline = addBusinessDays(dayOf('failures', ended), businessDays.emergency);
  }
  return deadline.toISOString().slice(0, 10);
}

/** The day itself does not count. */
function addBusinessDays(start: Date, count: number): Date {
  let day = start;
  for (let left = count; left > 0; ) {
    day = addDays(day, 1);
    if (isWorkday(day)) left--;
  }
  return day;
}
