import { parseInstant, toMs, withOffset } from '@ksef/core/internal';
import fc from '@ksef-tools/testing/properties';
import { describe, expect, it } from 'vitest';

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
