import { numberFrom } from '@ksef/core/internal';
import { expect, it } from 'vitest';
import { checkCallOptions, checkWaitOptions } from '../src/internal.js';

const refused = [
  [{ timeoutMs: 0 }, 'timeoutMs'],
  [{ timeoutMs: Number.NaN }, 'timeoutMs'],
  [{ timeoutMs: 2 ** 31 }, 'timeoutMs'],
  [{ bearer: '' }, 'bearer'],
  [{ bearer: 5 }, 'bearer'],
  [{ priority: 'high' }, 'priority'],
  [{ signal: {} }, 'signal'],
  [{ singal: undefined }, 'singal'],
] as const;

it.each(refused)('options of a call: %j are refused by name', (options, input) => {
  for (const check of [checkCallOptions, checkWaitOptions])
    expect(() => check(options)).toThrow(expect.objectContaining({ code: 'INVALID_OPTION', input }));
});

it('options of a call that waits: an infinite time is allowed, a negative one is not', () => {
  expect(() => checkWaitOptions({ waitTimeoutMs: Number.POSITIVE_INFINITY })).not.toThrow();
  expect(() => checkWaitOptions({ waitTimeoutMs: -1 })).toThrow(/waitTimeoutMs/);
  expect(() => checkCallOptions({ waitTimeoutMs: 1 })).toThrow(/waitTimeoutMs/);
});

it("a function's own options stand beside those of the call", () => {
  const own = { pageSize: numberFrom(10, 10) };
  expect(() => checkCallOptions({ pageSize: 10, timeoutMs: 5 }, own)).not.toThrow();
  expect(() => checkCallOptions({ pageSize: 11 }, own)).toThrow(/pageSize/);
});
