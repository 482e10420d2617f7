import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { InvalidInputError, KsefApiError, KsefError, KsefStatusError, RateLimitError } from '../src/index.js';

const copy = createRequire(import.meta.url)('../dist/index.cjs') as typeof import('../src/index.js');

describe('errors', () => {
  it('are instances of their class and its parents, and of nothing else', () => {
    const error = new RateLimitError('slow down', { status: 429, retryAfterMs: 1000 });
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toBeInstanceOf(KsefApiError);
    expect(error).toBeInstanceOf(KsefError);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(InvalidInputError);
    expect(error).toMatchObject({ name: 'RateLimitError', code: 'RATE_LIMITED', retryAfterMs: 1000 });
  });

  it('pass instance checks across copies of the package', () => {
    const error = new copy.RateLimitError('slow down', { status: 429 });
    expect(error).toBeInstanceOf(KsefApiError);
    expect(new KsefStatusError('x', { status: { code: 415, description: 'y' } })).toBeInstanceOf(
      copy.KsefStatusError,
    );
    expect({}).not.toBeInstanceOf(KsefError);
    expect(null).not.toBeInstanceOf(KsefError);
  });

  it('let users derive classes of their own', () => {
    class Mine extends KsefError {}
    expect(new Mine('x', { code: 'MINE' })).toBeInstanceOf(Mine);
    expect(new KsefError('x', { code: 'OTHER' })).not.toBeInstanceOf(Mine);
  });

  it('know the codes that KSeF named', () => {
    const error = new KsefApiError('x', {
      status: 400,
      errors: [{ code: 21470, description: '', details: [] }],
    });
    expect(error.hasCode(21470)).toBe(true);
    expect(error.hasCode(21405)).toBe(false);
  });
});
