import { invalidOption } from '@ksef/core/internal';

/** Days of Poland, `YYYY-MM-DD`, both included. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** What a caller says of the period. */
export interface PeriodInput {
  readonly month?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** @throws InvalidInputError `INVALID_OPTION` */
export function readPeriod({ month, from, to }: PeriodInput): Period {
  if (month !== undefined) {
    if (from !== undefined || to !== undefined)
      throw invalidOption('month', 'left out where from and to are given');
    if (typeof month !== 'string' || !/^\d{4}-\d{2}$/.test(month) || !isDay(`${month}-01`))
      throw invalidOption('month', 'a month such as 2026-02');
    return { from: `${month}-01`, to: lastDayOf(month) };
  }
  if (!isDay(from)) throw invalidOption('from', 'a day such as 2026-02-01, unless month is given');
  if (!isDay(to)) throw invalidOption('to', 'a day such as 2026-02-28, unless month is given');
  if (to < from) throw invalidOption('to', 'on or after from');
  return { from, to };
}

/** A real day, `YYYY-MM-DD`. */
export function isDay(text: unknown): text is string {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

function lastDayOf(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}
