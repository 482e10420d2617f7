import { polishDay, polishOffset } from '../calendar/index.js';
import { invalidInput, isMissing, unreadable } from '../http/index.js';
import type { DateType } from '../invoices/index.js';
/** A range of dates, both ends included. */
export interface DateRange {
  readonly dateType: DateType;
  readonly from: number;
  readonly to: number;
  readonly restrictToPermanentStorageHwmDate: boolean;
}

/** `dateRange` as the contract has it. */
export interface DateRangeFilter {
  readonly dateType: DateType;
  readonly from: string;
  readonly to?: string | null;
  readonly restrictToPermanentStorageHwmDate?: boolean | null;
}

/** Reads `dateRange`, else 21405. Without `to` it ends now; without an offset times are Polish. */
export function readDateRange(range: DateRangeFilter, now: number, maxDays: number): DateRange {
  const { dateType, restrictToPermanentStorageHwmDate } = range;
  const from = instantOf('dateRange.from', range.from);
  const to = isMissing(range.to) ? now : instantOf('dateRange.to', range.to);
  if (from > to) throw invalidInput("'dateRange.from' nie może być późniejsze niż 'dateRange.to'.");
  // Days of UTC: a change of the clocks in between makes none of them longer.
  if (to - from > maxDays * 86_400_000) {
    throw invalidInput(`'dateRange' nie może obejmować więcej niż ${maxDays} dni.`);
  }
  if (dateType === 'Issue') {
    return {
      dateType,
      from: Date.parse(polishDay(from)),
      to: Date.parse(polishDay(to)),
      restrictToPermanentStorageHwmDate: false,
    };
  }
  return {
    dateType,
    from,
    to,
    restrictToPermanentStorageHwmDate:
      restrictToPermanentStorageHwmDate === true && dateType === 'PermanentStorage',
  };
}

function instantOf(name: string, text: string): number {
  const [, day, time = '00:00', offset] =
    /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?))?(Z|[+-]\d\d:\d\d)?$/i.exec(text) ?? [];
  const parsed = Date.parse(`${day}T${time}${offset ?? 'Z'}`);
  if (day === undefined || Number.isNaN(parsed)) throw unreadable(name);
  // The first guess takes Polish time for UTC, which is close enough to know the offset.
  return offset === undefined ? parsed - polishOffset(parsed - polishOffset(parsed)) : parsed;
}
