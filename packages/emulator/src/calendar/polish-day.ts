const hourMs = 3_600_000;
const days = new Map<number, string>();

let clock: Intl.DateTimeFormat | undefined;

/** Date and time in Poland, with a space between. */
function polishTime(ms: number): string {
  // The Swedish locale writes dates as ISO 8601 does. Making a formatter takes long, so there is one, when it is needed.
  clock ??= new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Europe/Warsaw',
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  return clock.format(ms);
}

/** The calendar day in Poland at an instant, `YYYY-MM-DD`. */
export function polishDay(ms: number): string {
  // Polish midnights fall on whole hours of UTC.
  const hour = Math.floor(ms / hourMs);
  const known = days.get(hour);
  if (known !== undefined) return known;
  const day = polishTime(ms).slice(0, 10);
  if (days.size > 10_000) days.clear();
  days.set(hour, day);
  return day;
}

/** What clocks in Poland are ahead of UTC at an instant, in milliseconds. */
export function polishOffset(ms: number): number {
  const hour = Math.floor(ms / hourMs) * hourMs;
  return Date.parse(`${polishTime(hour).replace(' ', 'T')}Z`) - hour;
}
