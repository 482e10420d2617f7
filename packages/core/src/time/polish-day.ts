const dayMs = 24 * 60 * 60 * 1000;
const hourMs = 60 * 60 * 1000;

let calendar: Intl.DateTimeFormat | undefined;

/**
 * The calendar day in Poland at an instant, `YYYY-MM-DD`.
 *
 * @example
 * ```ts
 * import { polishDay } from '@ksef/core/internal';
 *
 * polishDay(Date.parse('2026-01-15T23:00:00Z')); // '2026-01-16'
 * ```
 */
export function polishDay(ms: number): string {
  // Swedish dates have the ISO 8601 format. Created on use, because creating it is slow.
  calendar ??= new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Warsaw', dateStyle: 'short' });
  return calendar.format(ms);
}

/**
 * The end of a Polish day, in milliseconds since 1970: the deadline of something due that day.
 *
 * @example
 * ```ts
 * import { endOfPolishDay } from '@ksef/core/internal';
 *
 * endOfPolishDay('2026-01-15'); // Date.parse('2026-01-15T23:00:00Z')
 * ```
 */
export function endOfPolishDay(day: string): number {
  const nextMidnightUtc = Date.parse(`${day}T00:00:00Z`) + dayMs;
  // Polish midnight is one hour before UTC midnight, two in summer.
  const [early, late] = [nextMidnightUtc - 2 * hourMs, nextMidnightUtc - hourMs];
  return polishDay(early) === day ? late : early;
}
