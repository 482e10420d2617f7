import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { KsefError } from '../src/index.js';
import { errorLabel, safeCause, storageName } from '../src/internal.js';

describe('safeCause', () => {
  it('keeps name, codes and place of an error, and nothing that could have been sent', () => {
    const error = Object.assign(new TypeError('OOM while running SET token-secret'), {
      code: '23505',
      errno: -111,
      table: 'ksef_tokens',
      detail: 'Key (token)=(token-secret) exists.',
      command: { name: 'set', args: ['token', 'token-secret'] },
      constraint: 'a sentence with token-secret',
    });
    error.stack = `TypeError: OOM while running SET token-secret\nmore token-secret\n    at save (store.js:1:2)`;
    const cause = safeCause(error);
    expect(cause).toMatchObject({ name: 'TypeError', code: '23505', errno: -111, table: 'ksef_tokens' });
    expect(cause.stack).toMatch(/^TypeError: 23505 .*\n {4}at save \(store\.js:1:2\)$/);
    expect(`${inspect(cause, { depth: 9, showHidden: true })} ${JSON.stringify(cause)}`).not.toContain(
      'secret',
    );
  });

  it('takes whatever was thrown', () => {
    for (const thrown of [
      undefined,
      null,
      'token-secret',
      5,
      { message: 'token-secret' },
      Object.create(null),
    ]) {
      expect(safeCause(thrown)).toBeInstanceOf(Error);
      expect(inspect(safeCause(thrown))).not.toContain('secret');
    }
    expect(errorLabel(Object.assign(new Error('x'), { code: 'two words' }))).toBe('Error');
    expect(errorLabel('x')).toBe('string');
  });

  it('passes errors of the toolkit on as they are', () => {
    const error = new KsefError('known', { code: 'KNOWN' });
    expect(safeCause(error)).toBe(error);
  });
});

describe('storageName', () => {
  it('is safe, can be read, and differs where keys do', async () => {
    const keys = [
      'a/b',
      'a:b',
      'A/b',
      'a/b/',
      '../a',
      '.a',
      'zażółć',
      'x'.repeat(500),
      `${'x'.repeat(500)}y`,
      '',
    ];
    const names = await Promise.all(keys.map(storageName));
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(keys.length);
    for (const name of names) expect(name).toMatch(/^[\w-][\w.-]{0,120}$/);
    expect(names[0]).toMatch(/^a_b-[0-9a-f]{32}$/);
    expect(await storageName('a/b')).toBe(names[0]);
  });
});
