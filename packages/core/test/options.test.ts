import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../src/index.js';
import {
  anything,
  bytes,
  callback,
  checkOptions,
  expects,
  flag,
  isClock,
  isSignal,
  listOf,
  nested,
  numberFrom,
  numberOrInfinity,
  type OptionCheck,
  objectWith,
  oneOf,
  required,
  someText,
  text,
  wholeNumber,
} from '../src/internal.js';

interface Options {
  readonly tokenStore?: unknown;
  readonly timeoutMs?: unknown;
  readonly batch?: unknown;
}
const checks = {
  tokenStore: objectWith('load', 'save'),
  timeoutMs: numberFrom(1),
  batch: nested<{ readonly partSizeBytes?: unknown }>({ partSizeBytes: wholeNumber(1) }),
};
function refusal(options: unknown) {
  try {
    checkOptions<Options>(options, checks);
  } catch (error) {
    return error as { code: string; input: string; message: string };
  }
  return undefined;
}

describe('unknown option names', () => {
  it.each([
    ['tokenstore', 'Unknown option "tokenstore". Did you mean "tokenStore"?'],
    ['tokenStor', 'Unknown option "tokenStor". Did you mean "tokenStore"?'],
    ['timeoutms', 'Unknown option "timeoutms". Did you mean "timeoutMs"?'],
    ['timeout', 'Unknown option "timeout". Did you mean "timeoutMs"?'],
    ['retries', 'Unknown option "retries". Known options: tokenStore, timeoutMs, batch.'],
    ['toString', 'Unknown option "toString". Known options: tokenStore, timeoutMs, batch.'],
  ])('%s is refused by name', (name, message) => {
    for (const value of [1, undefined])
      expect(refusal({ [name]: value })).toMatchObject({ code: 'INVALID_OPTION', input: name, message });
  });

  it('are refused in nested options by their path', () => {
    expect(refusal({ batch: { partSize: 1 } })).toMatchObject({
      input: 'batch.partSize',
      message: 'Unknown option "batch.partSize". Did you mean "batch.partSizeBytes"?',
    });
    expect(refusal({ batch: 5 })).toMatchObject({ input: 'batch', message: 'batch must be an object.' });
  });

  it('are shortened when they are long, and cost no time', () => {
    const began = performance.now();
    const { message = '' } = refusal({ ['x'.repeat(1_000_000)]: 1 }) ?? {};
    expect(message.length).toBeLessThan(200);
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});

describe('options', () => {
  it.each([undefined, null, 5, 'x', []])('that are %j are refused', (options) => {
    expect(refusal(options)).toMatchObject({ message: 'options must be an object.', code: 'INVALID_OPTION' });
  });

  it('may be absent, undefined, frozen, or without a prototype', () => {
    for (const options of [
      {},
      { timeoutMs: undefined },
      Object.freeze({ timeoutMs: 5 }),
      Object.assign(Object.create(null), { timeoutMs: 5 }),
    ])
      expect(refusal(options)).toBeUndefined();
  });
});

const noop = () => {};
const foreign = runInNewContext('({ bytes: new Uint8Array(2), list: [1] })') as {
  bytes: unknown;
  list: unknown;
};

describe.each<[string, OptionCheck, unknown[], unknown[], string]>([
  ['anything', anything, [1, null, ''], [], ''],
  ['flag', flag, [true, false], [0, 'true', null], 'true or false'],
  ['text', text, ['', 'a'], [1, null, {}], 'a text'],
  ['someText', someText, ['a'], ['', 1, null], 'a text that is not empty'],
  ['callback', callback, [noop], [{}, 'f', null], 'a function'],
  ['isSignal', isSignal, [new AbortController().signal], [{}, { aborted: false }, null, 5], 'an AbortSignal'],
  ['isClock', isClock, [systemClock], [Date, {}, { now: noop }, null], 'an object with now(), sleep()'],
  ['numberFrom', numberFrom(1), [1, 1.5, 1e9], [0, Number.NaN, Infinity, '5', null, 5n], 'at least 1'],
  ['numberFrom, to', numberFrom(1, 5), [1, 5], [0, 5.1], 'a number from 1 to 5'],
  ['numberOrInfinity', numberOrInfinity(0), [0, Infinity], [-1, -Infinity, Number.NaN, '1'], 'or Infinity'],
  ['wholeNumber', wholeNumber(1, 9), [1, 9], [1.5, 0, 10, Number.NaN, '1'], 'a whole number from 1 to 9'],
  ['oneOf', oneOf('a', 'b', 3), ['a', 'b', 3], ['A', '3', null], "'a', 'b' or 3"],
  ['objectWith', objectWith('load'), [{ load: noop }], [{}, { load: 5 }, null, 5], 'an object with load()'],
  ['bytes', bytes(2), [new Uint8Array(2), foreign.bytes], [[1, 2], 'ab', new Uint8Array(3)], '2 bytes'],
  ['listOf', listOf(numberFrom(1)), [[], [1, 2], foreign.list], [{}, 'a', null], 'an array'],
  ['expects', expects('even', (value) => value === 2), [2], [1, null], 'even'],
])('%s', (_name, check, good, bad, wanted) => {
  it('takes what is right, and undefined unless it is required', () => {
    for (const value of [...good, undefined]) expect(() => check(value, 'option')).not.toThrow();
    for (const value of good) expect(() => required(check)(value, 'option')).not.toThrow();
    if (bad.length > 0) expect(() => required(check)(undefined, 'option')).toThrow(/^option must be /);
  });

  it('refuses the rest by name', () => {
    for (const value of bad) {
      expect(() => check(value, 'option')).toThrow(
        expect.objectContaining({
          code: 'INVALID_OPTION',
          input: 'option',
          message: expect.stringContaining(wanted),
        }),
      );
    }
  });
});

it('names the item of a list', () => {
  expect(() => listOf(numberFrom(1))([1, 0], 'sizes')).toThrow('sizes[1] must be a number of at least 1.');
  expect(() => listOf(numberFrom(1))([undefined], 'sizes')).toThrow('sizes[0] must be');
});
