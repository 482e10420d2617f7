import { dayOf } from './day.js';

const dayMs = 24 * 60 * 60 * 1000;

// Source: ustawa o dniach wolnych od pracy of 18 January 1951, art. 1, as in force since 1 February 2025. Easter and
// Pentecost are Sundays anyway.
const fixedHolidays: ReadonlySet<string> = new Set(
  '01-01 01-06 05-01 05-03 08-15 11-01 11-11 12-25 12-26'.split(' '),
);
const christmasEve = '12-24';
const christmasEveSince = 2025;
const afterEaster = { monday: 1, corpusChristi: 60 } as const;

/**
 * Whether a date is a business day in Poland: not a Saturday, Sunday or public holiday.
 *
 * @throws InvalidInputError `INVALID_DATE`
 * @example
 * ```ts
 * import { isBusinessDay } from '@ksef/offline';
 *
 * isBusinessDay('2026-04-06'); // false: Easter Monday
 * ```
 */
export function isBusinessDay(date: string): boolean {
  return isWorkday(dayOf('date', date));
}

/** The day this many days later. A day is represented by the UTC midnight at its start. */
export function addDays(day: Date, days: number): Date {
  return new Date(day.getTime() + days * dayMs);
}

/** Whether this day is a business day in Poland: not a Saturday, Sunday or public holiday. */
export function isWorkday(day: Date): boolean {
  const weekday = day.getUTCDay();
  return weekday !== 0 && weekday !== 6 && !isHoliday(day);
}

function isHoliday(day: Date): boolean {
  const monthDay = day.toISOString().slice(5, 10);
  if (fixedHolidays.has(monthDay)) return true;
  const year = day.getUTCFullYear();
  if (monthDay === christmasEve) return year >= christmasEveSince;
  const sinceEaster = (day.getTime() - easter(year)) / dayMs;
  return sinceEaster === afterEaster.monday || sinceEaster === afterEaster.corpusChristi;
}

/** Easter Sunday in the Gregorian calendar, by the algorithm of Meeus, Jones and Butcher. */
function easter(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  return Date.UTC(year, month - 1, (h + l - 7 * m + 33 * month + 19) % 32);
}
