import { describe, expect, it } from 'vitest';
import { retryAfterMs } from '../../src/response/retry-after.js';
import { GroupPauses } from '../../src/settings/group-pauses.js';
import { backoffMs } from '../../src/transport/backoff.js';

describe('backoffMs', () => {
  it.each([
    [1, 250],
    [2, 500],
    [5, 4_000],
    [6, 8_000],
    [7, 8_000],
    [50, 8_000],
  ])('of attempt %i is between half of %i ms and the whole, and not always the same', (count, whole) => {
    const waits = Array.from({ length: 200 }, () => backoffMs(count));
    for (const ms of waits) expect(Number.isInteger(ms)).toBe(true);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(whole / 2);
    expect(Math.max(...waits)).toBeLessThanOrEqual(whole);
    expect(Math.min(...waits)).toBeLessThan(whole * 0.6);
    expect(Math.max(...waits)).toBeGreaterThan(whole * 0.9);
  });
});

describe('retryAfterMs', () => {
  const now = Date.parse('2026-02-01T10:00:00Z');
  const read = (headers: Record<string, string>) => retryAfterMs(new Headers(headers), now);

  it.each([
    ['nothing', {}, undefined],
    ['an empty header', { 'retry-after': '' }, undefined],
    ['no number and no date', { 'retry-after': 'soon' }, undefined],
    ['at once', { 'retry-after': '0' }, 0],
    ['seconds', { 'retry-after': '90' }, 90_000],
    ['a date, by the clock here', { 'retry-after': 'Sun, 01 Feb 2026 10:00:30 GMT' }, 30_000],
    [
      'a date, by the clock there',
      { 'retry-after': 'Sun, 01 Feb 2026 12:00:05 GMT', date: 'Sun, 01 Feb 2026 12:00:00 GMT' },
      5_000,
    ],
    [
      'a date, beside one that cannot be read',
      { 'retry-after': 'Sun, 01 Feb 2026 10:00:30 GMT', date: 'x' },
      30_000,
    ],
    ['a date that is past', { 'retry-after': 'Sun, 01 Feb 2026 09:00:00 GMT' }, 0],
  ])('reads %s', (_, headers, expected) => {
    expect(read(headers as Record<string, string>)).toBe(expected);
  });
});

describe('GroupPauses', () => {
  it('holds a group to the end of its wait, and no other', () => {
    const pauses = new GroupPauses();
    pauses.pause('a', 1_000, 5_000);
    expect(pauses.remaining('a', 1_000)).toBe(4_000);
    expect(pauses.remaining('b', 1_000)).toBe(0);
    expect(pauses.remaining('a', 4_999)).toBe(1);
    expect(pauses.remaining('a', 5_000)).toBe(0);
    // It is over, although the clock is put back after that.
    expect(pauses.remaining('a', 2_000)).toBe(0);
  });

  it('is made no shorter by a later answer that asks for less', () => {
    const pauses = new GroupPauses();
    pauses.pause('a', 1_000, 9_000);
    pauses.pause('a', 2_000, 3_000);
    expect(pauses.remaining('a', 2_000)).toBe(7_000);
    pauses.pause('a', 2_000, 12_000);
    expect(pauses.remaining('a', 2_000)).toBe(10_000);
  });

  it('is over when the clock was put back before its beginning', () => {
    const pauses = new GroupPauses();
    pauses.pause('a', 1_000, 5_000);
    expect(pauses.remaining('a', 999)).toBe(0);
    expect(pauses.remaining('a', 1_000)).toBe(0);
  });
});
