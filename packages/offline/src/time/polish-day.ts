const dayMs = 24 * 60 * 60 * 1000;
const hourMs = 60 * 60 * 1000;

let calendar: Intl.DateTimeFormat | undefined;

/** The calendar day in Poland at an instant, `YYYY-MM-DD`. */
export function polishDay(ms: number): string {
  // Swedish dates have the ISO 8601 format. Created on use, because creating it is slow.
  calendar ??= new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Warsaw', dateStyle: 'short' });
  return calendar.format(ms);
}

/** The end of a Polish day, in milliseconds since 1970: the deadline of something due that day. */
export function endOfPolishDay(day: string): number {
  const nextMidnightUtc = Date.parse(`${day}T00:00:00Z`) + dayMs;
  // Polish midnight is one hour before UTC midnight, two in summer.
  const [early, late] = [nextMidnightUtc - 2 * hourMs, nextMidnightUtc - hourMs];
  return polishDay(early) === day ? late : early;
}
