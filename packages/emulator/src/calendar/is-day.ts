/** Whether this is a day of the calendar, `YYYY-MM-DD`. */
export function isDay(value: string): boolean {
  // Dates overflow: 30 February is 2 March.
  return /^\d{4}-\d\d-\d\d$/.test(value) && new Date(value).getUTCDate() === Number(value.slice(8));
}
