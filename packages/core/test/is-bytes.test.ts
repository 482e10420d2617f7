import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { isBytes } from '../src/internal.js';

it('takes bytes of this realm and of others', () => {
  expect(isBytes(new Uint8Array(1))).toBe(true);
  expect(isBytes(Buffer.from('x'))).toBe(true);
  const foreign: unknown = runInNewContext('new Uint8Array(1)');
  expect(foreign).not.toBeInstanceOf(Uint8Array);
  expect(isBytes(foreign)).toBe(true);
});

it.each([[undefined], [null], ['text'], [[1, 2]], [new ArrayBuffer(1)], [new Uint16Array(1)], [{}]])(
  'refuses %o',
  (value) => expect(isBytes(value)).toBe(false),
);
