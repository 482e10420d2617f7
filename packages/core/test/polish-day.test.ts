import { endOfPolishDay, polishDay } from '@ksef/core/internal';
import { describe, expect, it } from 'vitest';

const at = (iso: string) => Date.parse(iso);

describe('polishDay', () => {
  it.each([
    ['2026-01-15T22:59:59.999Z', '2026-01-15'],
    ['2026-01-15T23:00:00Z', '2026-01-16'],
    ['2026-07-15T21:59:59.999Z', '2026-07-15'],
    ['2026-07-15T22:00:00Z', '2026-07-16'],
    ['2026-03-28T23:00:00Z', '2026-03-29'],
    ['2026-03-29T22:00:00Z', '2026-03-30'],
    ['2026-10-25T22:59:59Z', '2026-10-25'],
    ['2026-12-31T23:00:00Z', '2027-01-01'],
  ])('of %s is %s', (instant, day) => {
    expect(polishDay(at(instant))).toBe(day);
  });
});

describe('endOfPolishDay', () => {
  it.each([
    ['2026-01-15', '2026-01-15T23:00:00Z'],
    ['2026-07-15', '2026-07-15T22:00:00Z'],
    ['2026-03-28', '2026-03-28T23:00:00Z'],
    // Summer time begins on that day, and ends on the other.
    ['2026-03-29', '2026-03-29T22:00:00Z'],
    ['2026-10-24', '2026-10-24T22:00:00Z'],
    ['2026-10-25', '2026-10-25T23:00:00Z'],
    ['2026-12-31', '2026-12-31T23:00:00Z'],
  ])('%s ends at %s', (day, end) => {
    expect(new Date(endOfPolishDay(day)).toISOString()).toBe(new Date(end).toISOString());
  });

  it('is the first instant of the next day, all year round', () => {
    for (let noon = at('2026-01-01T12:00Z'); noon < at('2028-01-01T12:00Z'); noon += 86_400_000) {
      const day = polishDay(noon);
      const end = endOfPolishDay(day);
      expect(polishDay(end - 1)).toBe(day);
      expect(polishDay(end)).not.toBe(day);
    }
  });
});
