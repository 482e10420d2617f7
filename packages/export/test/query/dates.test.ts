import fc from '@ksef-tools/testing/properties';
import { describe, expect, it } from 'vitest';
import { cutRange, latestEnd } from '../../src/query/cut-range.js';
import { parseInstant, toMs, withOffset } from '../../src/query/instant.js';

const iso = (text: string) => new Date(toMs(parseInstant(text) ?? 0n)).toISOString();

describe('parseInstant', () => {
  it.each([
    ['2026-02-01T10:00:00Z', '2026-02-01T10:00:00.000Z'],
    ['2026-02-01T10:00:00.1234567+00:00', '2026-02-01T10:00:00.123Z'],
    ['2026-02-01T10:00:00+01:00', '2026-02-01T09:00:00.000Z'],
    ['2026-02-01T10:00:00-0230', '2026-02-01T12:30:00.000Z'],
    ['2026-02-01T10:00', '2026-02-01T09:00:00.000Z'],
    ['2026-07-01T10:00:00', '2026-07-01T08:00:00.000Z'],
    // Clocks go back at 03:00 of this day: the earlier of the two readings.
    ['2026-10-25T02:30:00', '2026-10-25T00:30:00.000Z'],
    // Clocks go forward at 02:00 of this day: there is no such time.
    ['2026-03-29T02:30:00', '2026-03-29T01:30:00.000Z'],
  ])('reads %s', (text, expected) => {
    expect(iso(text)).toBe(expected);
  });

  it('keeps every digit of the second', () => {
    const [one, other] = ['2026-02-01T10:00:00.1234567Z', '2026-02-01T10:00:00.1234568Z'].map(parseInstant);
    expect((other ?? 0n) - (one ?? 0n)).toBe(100n);
  });

  it.each([
    '2026-02-01',
    '2026-02-31T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-02-01T25:00:00Z',
    '2026-02-01T10:00:61Z',
    'today',
    '',
  ])('takes %j for no date and time', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });
});

describe('withOffset', () => {
  it.each([
    ['2026-02-01T10:00', '2026-02-01T10:00:00+01:00'],
    ['2026-07-01T10:00:00', '2026-07-01T10:00:00+02:00'],
    ['2026-10-25T02:30:00.1234567', '2026-10-25T02:30:00.1234567+02:00'],
    ['2026-02-01T10:00:00-0230', '2026-02-01T10:00:00-02:30'],
    ['2026-02-01T10:00z', '2026-02-01T10:00:00Z'],
    ['2026-02-01T10:00:00.1234567+00:00', '2026-02-01T10:00:00.1234567+00:00'],
    ['today', 'today'],
  ])('writes %s as %s', (text, expected) => {
    expect(withOffset(text)).toBe(expected);
  });

  it('changes how the moment is written, never the moment', () => {
    const part = (least: number, most: number, length = 2) =>
      fc.integer({ min: least, max: most }).map((number) => String(number).padStart(length, '0'));
    const offset = fc.oneof(
      fc.constantFrom('', 'Z'),
      fc
        .tuple(fc.constantFrom('+', '-'), part(0, 13), fc.constantFrom('', ':'), part(0, 59))
        .map((all) => all.join('')),
    );
    const text = fc
      .tuple(part(2024, 2035, 4), part(1, 12), part(1, 28), part(0, 23), part(0, 59), offset)
      .map(([year, month, day, hour, minute, end]) => `${year}-${month}-${day}T${hour}:${minute}${end}`);
    fc.assert(
      fc.property(text, (given) => {
        const written = withOffset(given);
        expect(written).toMatch(/T\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/);
        expect(parseInstant(written)).toBe(parseInstant(given));
      }),
    );
  });
});

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
