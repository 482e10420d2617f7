/** The calendar day in Poland at an instant, `YYYY-MM-DD`. */
export function polishDay(ms: number): string {
  // The Swedish locale writes dates as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Europe/Warsaw',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(ms);
}
