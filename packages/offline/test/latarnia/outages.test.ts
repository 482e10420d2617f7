import { describe, expect, it } from 'vitest';
import { type LatarniaMessage, outagesOf } from '../../src/index.js';
import { outageIsOn } from '../../src/latarnia/outages.js';

const message = (given: Partial<LatarniaMessage>): LatarniaMessage => ({
  id: 'K/2026/AWR/01',
  eventId: 1,
  category: 'FAILURE',
  type: 'FAILURE_START',
  title: '',
  text: '',
  start: '2026-03-03T08:00:00+00:00',
  published: '2026-03-03T08:05:00+00:00',
  ...given,
});

describe('outagesOf', () => {
  it('ties the end of a failure to its start, in any order', () => {
    const end = message({ type: 'FAILURE_END', end: '2026-03-03T12:00:00+00:00' });
    for (const messages of [
      [message({}), end],
      [end, message({})],
    ])
      expect(outagesOf(messages)).toEqual([
        {
          id: 'FAILURE 1',
          category: 'FAILURE',
          start: '2026-03-03T08:00:00+00:00',
          end: '2026-03-03T12:00:00+00:00',
        },
      ]);
  });

  it('takes an end without a time as told when it was published', () => {
    const end = message({ type: 'FAILURE_END', published: '2026-03-03T13:00:00+00:00' });
    expect(outagesOf([message({}), end])[0]?.end).toBe('2026-03-03T13:00:00+00:00');
  });

  it('believes the last version of a maintenance', () => {
    const announced = message({ category: 'MAINTENANCE', type: 'MAINTENANCE_ANNOUNCEMENT', version: 1 });
    const later = {
      ...announced,
      version: 2,
      start: '2026-03-04T08:00:00+00:00',
      end: '2026-03-04T10:00:00+00:00',
    };
    expect(outagesOf([later, announced])).toEqual([
      { id: 'MAINTENANCE 1', category: 'MAINTENANCE', start: later.start, end: later.end },
    ]);
  });

  it('tells apart a failure and the total failure that it becomes', () => {
    const both = outagesOf([message({}), message({ category: 'TOTAL_FAILURE' })]);
    expect(both.map(({ id }) => id)).toEqual(['FAILURE 1', 'TOTAL_FAILURE 1']);
  });

  it('makes nothing of messages without category or start', () => {
    expect(outagesOf([message({ category: 'unknown' }), message({ start: undefined })])).toEqual([]);
  });
});

describe('outageIsOn', () => {
  const outage = { id: '1', category: 'FAILURE', start: '2026-03-29T01:30:00+01:00' } as const;
  const at = (iso: string) => Date.parse(iso);

  it('is from the start, across the change to summer time, to the end', () => {
    expect(outageIsOn(outage, at('2026-03-29T00:29:59Z'))).toBe(false);
    expect(outageIsOn(outage, at('2026-03-29T00:30:00Z'))).toBe(true);
    const ended = { ...outage, end: '2026-03-29T03:30:00+02:00' };
    expect(outageIsOn(ended, at('2026-03-29T01:29:59Z'))).toBe(true);
    expect(outageIsOn(ended, at('2026-03-29T01:30:00Z'))).toBe(false);
  });
});
