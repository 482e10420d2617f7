import fc from '@ksef-tools/testing/properties';
import { describe, expect, it } from 'vitest';
import { cutRange, latestEnd } from '../../src/query/cut-range.js';

describe('cutRange', () => {
  const now = Date.parse('2026-11-24T00:00:00Z');
  const range = { dateType: 'PermanentStorage', from: '2026-02-01T00:00:00+01:00' } as const;

  it('leaves ranges alone that KSeF takes', () => {
    const whole = { ...range, to: '2026-05-12T00:00:00+01:00' };
    expect(cutRange(whole, now)).toEqual([whole]);
    expect(cutRange({ ...range, from: '2026-11-01T00:00:00Z' }, now)).toHaveLength(1);
  });

  it('cuts longer ones into touching pieces, the last open as the range is', () => {
    const pieces = cutRange(range, now);
    expect(pieces.map(({ from, to }) => [from, to])).toEqual([
      [range.from, '2026-05-11T23:00:00.000Z'],
      ['2026-05-11T23:00:00.000Z', '2026-08-19T23:00:00.000Z'],
      ['2026-08-19T23:00:00.000Z', undefined],
    ]);
    expect(cutRange({ ...range, to: '2026-06-01T00:00:00Z' }, now).at(-1)?.to).toBe('2026-06-01T00:00:00Z');
  });

  it('begins no earlier than KSeF, but where invoices may be dated earlier', () => {
    const ages = { ...range, from: '1970-01-01T00:00:00Z' };
    expect(cutRange(ages, now)[0]?.from).toBe('2021-10-01T00:00:00Z');
    expect(cutRange(ages, now).length).toBeLessThan(25);
    expect(cutRange({ ...ages, dateType: 'Issue' }, now)[0]?.from).toBe(ages.from);
    const past = { ...ages, to: '1970-02-01T00:00:00Z' };
    expect(cutRange(past, now)).toEqual([past]);
  });

  it('counts days in UTC, whatever clocks do in between', () => {
    expect(latestEnd('2026-11-30T12:00:00Z')).toBe('2027-03-10T12:00:00.000Z');
    expect(latestEnd('2026-09-01T00:00:00+02:00')).toBe('2026-12-09T22:00:00.000Z');
  });

  it('covers every instant of any range, in order, with pieces of at most 100 days', () => {
    const instant = fc.date({
      min: new Date('2024-01-01'),
      max: new Date('2030-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instant, instant, (one, other) => {
        const [from = '', to = ''] = [one, other].map((date) => date.toISOString()).sort();
        const pieces = cutRange({ dateType: 'Invoicing', from, to }, now);
        expect(pieces[0]?.from).toBe(from);
        expect(pieces.at(-1)?.to).toBe(to);
        for (const [index, piece] of pieces.entries()) {
          if (index > 0) expect(piece.from).toBe(pieces[index - 1]?.to);
          expect(Date.parse(piece.to ?? '') - Date.parse(piece.from)).toBeLessThanOrEqual(100 * 86_400_000);
        }
      }),
    );
  });
});
