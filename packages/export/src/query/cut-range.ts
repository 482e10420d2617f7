import { parseInstant, toMs } from '@ksef/core/internal';
import type { InvoiceDateRange } from './invoice-filters.js';

// The pilot. KSeF 1.0 itself followed in 2022.
const ksefBegan = '2021-10-01T00:00:00Z';
/** Days of the longest range of dates that KSeF accepts, counted in UTC. */
export const longestRangeDays = 100;
const longestRangeMs = longestRangeDays * 86_400_000;

/**
 * Splits a range into ranges of at most 100 days (KSeF's limit, counted in UTC), oldest first. They touch,
 * so that nothing falls between them. Without `to` the last stays open.
 */
export function cutRange(range: InvoiceDateRange, nowMs: number): InvoiceDateRange[] {
  const end = range.to ?? undefined;
  const endNs = end === undefined ? BigInt(nowMs) * 1_000_000n : (parseInstant(end) ?? 0n);
  const pieces: InvoiceDateRange[] = [];
  const byStorage = range.dateType === 'PermanentStorage' || range.dateType === 'Invoicing';
  const asksForStored = byStorage && (parseInstant(ksefBegan) ?? 0n) < endNs;
  for (let from = asksForStored ? sinceKsefBegan(range.from) : range.from; ; ) {
    const cut = latestEnd(from);
    if ((parseInstant(cut) ?? 0n) >= endNs) return [...pieces, { ...range, from }];
    pieces.push({ ...range, from, to: cut });
    from = cut;
  }
}

/**
 * The date, or the first one on which KSeF can have stored an invoice: a request for everything since 1970 would
 * otherwise wait for hundreds of empty exports, at twenty an hour.
 */
export function sinceKsefBegan(from: string): string {
  return (parseInstant(from) ?? 0n) < (parseInstant(ksefBegan) ?? 0n) ? ksefBegan : from;
}

/** The end of the longest range that starts there. */
export function latestEnd(from: string): string {
  // Rounded down to the millisecond, which only makes the range shorter.
  return new Date(toMs(parseInstant(from) ?? 0n) + longestRangeMs).toISOString();
}
