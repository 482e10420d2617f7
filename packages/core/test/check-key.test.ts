import { describe, expect, it } from 'vitest';
import { checkKey } from '../src/internal.js';

describe('checkKey', () => {
  it('takes so many bytes', () => {
    checkKey('iv', Buffer.alloc(16), 16, 'An IV');
  });

  it('tells how many there are instead', () => {
    expect(() => checkKey('sealingKey', new Uint8Array(31), 32, 'The key that seals')).toThrow(
      expect.objectContaining({
        code: 'INVALID_KEY',
        input: 'sealingKey',
        message: 'The key that seals must be a Uint8Array of 32 bytes, not 31 bytes.',
      }),
    );
  });

  it.each([['a'.repeat(32)], [Array(32).fill(1)], [undefined], [null], [32]])(
    'takes no %o for bytes, and does not repeat it',
    (given) =>
      expect(() => checkKey('key', given, 32, 'A key')).toThrow(
        'A key must be a Uint8Array of 32 bytes, not something else.',
      ),
  );
});
