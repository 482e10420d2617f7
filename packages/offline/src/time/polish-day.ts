const dayMs = 24 * 60 * 60 * 1000;
const hourMs = 60 * 60 * 1000;

let calendar: Intl.DateTimeFormat | undefined;

/** The calendar day in Poland at an instant, `YYYY-MM-DD`. */
export function polishDay(ms: number): string {
  // Swedish dates are written as ISO 8601 writes them. Made on use: it takes long.
  calendar ??= new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Warsaw', dateStyle: 'short' });
  return calendar.format(ms);
}

/** The instant at which a Polish day is over, in milliseconds since 1970: by then something due that day is done. */
export function endOfPolishDay(day: string): number {
  const nextMidnightUtc = Date.parse(`${day}T00:00:00Z`) + dayMs;
  // Polish midnights come one hour before those of UTC, two in summer.
  const [early, late] = [nextMidnightUtc - 2 * hourMs, nextMidnightUtc - hourMs];
  return polishDay(early) === day ? late : early;
}
