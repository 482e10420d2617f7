import { expect, it } from 'vitest';
import { contextIdentifier, customEnvironment, ksefNumber, nip, referenceNumber } from '../src/index.js';
import { quoted, shortened } from '../src/internal.js';

const long = 'x'.repeat(1_000_000);

it('quotes anything, and of long input the beginning', () => {
  expect([undefined, null, 5, 5n, true, Symbol('a'), 'a"b', {}, Object.create(null), []].map(quoted)).toEqual(
    ['undefined', 'null', '5', '5', 'true', 'Symbol(a)', '"a\\"b"', 'an object', 'an object', 'an object'],
  );
  expect(quoted(long)).toHaveLength(102);
  expect(shortened(long)).toHaveLength(101);
  expect(shortened('short')).toBe('short');
});

it.each<[string, () => unknown]>([
  ['nip', () => nip(long)],
  ['ksefNumber', () => ksefNumber(long)],
  ['referenceNumber', () => referenceNumber(long)],
  ['contextIdentifier', () => contextIdentifier('Nip', long)],
  ['contextIdentifier of a type', () => contextIdentifier(long as never, 'x')],
  ['customEnvironment', () => customEnvironment({ name: 'x', apiUrl: long, qrUrl: long })],
  [
    'customEnvironment with slashes',
    () => customEnvironment({ name: 'x', apiUrl: `https://a${'/'.repeat(80_000)}b`, qrUrl: 'https://a' }),
  ],
])('%s does not repeat a megabyte in its message, and answers at once', (_name, call) => {
  const start = performance.now();
  let message = '';
  try {
    call();
  } catch (error) {
    message = (error as Error).message;
  }
  expect(message).not.toBe('');
  expect(message.length).toBeLessThan(1_000);
  expect(performance.now() - start).toBeLessThan(1_000);
});

it('takes the slashes off the end of an address', () => {
  const { apiUrl } = customEnvironment({ name: 'x', apiUrl: 'https://a/v2///', qrUrl: 'https://a' });
  expect(apiUrl).toBe('https://a/v2');
});
