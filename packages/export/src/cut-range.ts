import { parseInstant, toMs } from './instant.js';
import type { InvoiceDateRange } from './invoice-filters.js';

/**
 * Cuts a range into ranges of at most three calendar months (KSeF's limit, counted in UTC), oldest first. They touch,
 * so that nothing falls between them. Without `to` the last stays open.
 */
export function cutRange(range: InvoiceDateRange, nowMs: number): InvoiceDateRange[] {
  const end = range.to ?? undefined;
  const endNs = end === undefined ? BigInt(nowMs) * 1_000_000n : (parseInstant(end) ?? 0n);
  const pieces: InvoiceDateRange[] = [];
  for (let from = range.from; ; ) {
    const cut = threeMonthsAfter(from);
    if ((parseInstant(cut) ?? 0n) >= endNs) return [...pieces, { ...range, from }];
    pieces.push({ ...range, from, to: cut });
    from = cut;
  }
}

/** The end of the longest range that begins there. */
export function threeMonthsAfter(from: string): string {
  // Rounded down to the millisecond, which only makes the range shorter.
  const date = new Date(toMs(parseInstant(from) ?? 0n));
  const day = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() + 3);
  // 30 November and three months: February has no 30th, and 2 March would be too far.
  if (date.getUTCDate() !== day) date.setUTCDate(0);
  return date.toISOString();
}
