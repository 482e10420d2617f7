import fc from '@ksef-tools/testing/properties';
import { describe, expect, it } from 'vitest';
import { isBusinessDay, type OfflineMode, offlineDeadline } from '../../src/deadlines.js';

describe('isBusinessDay', () => {
  // From calendars, not computed.
  it.each([
    ...['2025-01-01', '2025-01-06', '2025-04-21', '2025-05-01', '2025-06-19', '2025-08-15', '2025-11-11'],
    ...['2025-12-24', '2025-12-25', '2025-12-26', '2026-04-06', '2026-06-04', '2027-03-29', '2027-05-27'],
    ...['2028-04-17', '2028-06-15', '2029-04-02', '2029-05-31', '2030-04-22', '2030-06-20', '2038-04-26'],
    ...['2026-02-07', '2026-02-08'],
  ])('is false on %s', (date) => {
    expect(isBusinessDay(date)).toBe(false);
  });

  it.each(['2024-12-24', '2025-04-18', '2026-04-03', '2026-04-07', '2026-06-05', '2026-05-04', '2026-12-31'])(
    'is true on %s',
    (date) => {
      expect(isBusinessDay(date)).toBe(true);
    },
  );

  // The working time of a year in days, as published, has one day less for each holiday on a Saturday.
  it.each([
    { year: 2024, published: 251, holidaysOnSaturday: 1 },
    { year: 2025, published: 249, holidaysOnSaturday: 2 },
    { year: 2026, published: 251, holidaysOnSaturday: 2 },
  ])('is as often true in $year as people work', ({ year, published, holidaysOnSaturday }) => {
    let days = 0;
    for (let day = Date.UTC(year, 0, 1); day < Date.UTC(year + 1, 0, 1); day += 86_400_000)
      if (isBusinessDay(new Date(day).toISOString().slice(0, 10))) days++;
    expect(days).toBe(published + holidaysOnSaturday);
  });
});

describe('offlineDeadline', () => {
  it.each([
    ['offline24', '2026-02-02', '2026-02-03'],
    ['offline24', '2026-02-06', '2026-02-09'],
    ['offline24', '2026-04-03', '2026-04-07'],
    ['offline24', '2026-12-23', '2026-12-28'],
    ['offline', '2026-05-02', '2026-05-04'],
    ['emergency', '2025-07-12', '2025-07-22'],
    ['emergency', '2026-04-30', '2026-05-12'],
  ] as const)('%s from %s is over on %s', (mode, from, deadline) => {
    expect(offlineDeadline({ mode, from })).toBe(deadline);
  });

  it('is counted anew from the end of a failure announced in time', () => {
    const from = '2025-07-08';
    const failure = { announced: '2025-07-09', ended: '2025-07-12' };
    expect(offlineDeadline({ mode: 'offline24', from, failures: [failure] })).toBe('2025-07-22');
    const again = { announced: '2025-07-22', ended: '2025-07-23' };
    expect(offlineDeadline({ mode: 'offline24', from, failures: [again, failure] })).toBe('2025-08-01');
    const tooLate = { announced: '2025-07-23', ended: '2025-07-24' };
    expect(offlineDeadline({ mode: 'offline24', from, failures: [tooLate, failure] })).toBe('2025-07-22');
    const before = { announced: '2025-07-01', ended: '2025-07-02' };
    expect(offlineDeadline({ mode: 'offline24', from, failures: [before] })).toBe('2025-07-09');
  });

  it('is open while a failure lasts', () => {
    const failures = [{ announced: '2025-07-09' }];
    expect(offlineDeadline({ mode: 'offline24', from: '2025-07-08', failures })).toBeUndefined();
  });

  it('is the right number of business days later, always', () => {
    const dates = fc
      .date({ min: new Date('2024-01-01'), max: new Date('2090-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    const modes = fc.constantFrom<OfflineMode>('offline24', 'offline', 'emergency');
    fc.assert(
      fc.property(dates, modes, (from, mode) => {
        const deadline = offlineDeadline({ mode, from }) ?? '';
        let passed = 0;
        for (let day = Date.parse(from) + 86_400_000; day <= Date.parse(deadline); day += 86_400_000)
          if (isBusinessDay(new Date(day).toISOString().slice(0, 10))) passed++;
        expect(passed).toBe(mode === 'emergency' ? 7 : 1);
        expect(isBusinessDay(deadline)).toBe(true);
      }),
    );
  });

  it.each([
    [{ mode: 'offline24', from: '2026-02-30' }, 'INVALID_DATE'],
    [{ mode: 'offline24', from: '02-02-2026' }, 'INVALID_DATE'],
    [{ mode: 'offline24', from: undefined as never }, 'INVALID_DATE'],
    [{ mode: 'online' as never, from: '2026-02-02' }, 'INVALID_OPTION'],
    [{ mode: 'offline24', from: '2026-02-02', failures: [{ announced: '2026-2-3' }] }, 'INVALID_DATE'],
    [
      { mode: 'offline24', from: '2026-02-02', failures: [{ announced: '2026-02-03', ended: '2026-02-02' }] },
      'INVALID_DATE',
    ],
  ] as const)('refuses %j', (input, code) => {
    expect(() => offlineDeadline(input)).toThrow(expect.objectContaining({ code }));
  });
});
