import { describe, expect, it } from 'vitest';
import {
  CryptoError,
  ForbiddenError,
  GoneError,
  IntegrityError,
  InvalidInputError,
  KsefApiError,
  KsefError,
  KsefStatusError,
  MissingContextError,
  RateLimitError,
  SignatureError,
  TransportError,
  UnauthorizedError,
  UnknownOutcomeError,
} from '../src/index.js';
import { invalidFolder, invalidOption, isPassing } from '../src/internal.js';

const cause = new Error('below');
const status = { code: 415, description: 'Brak uprawnień' };

/** One of each, its name, and its code when none is given. */
const all: readonly (readonly [KsefError, string, string])[] = [
  [new KsefError('x', { code: 'MINE', cause }), 'KsefError', 'MINE'],
  [
    new InvalidInputError('x', { code: 'INVALID_NIP', input: 'nip', cause }),
    'InvalidInputError',
    'INVALID_NIP',
  ],
  [new CryptoError('x', { code: 'DECRYPTION_FAILED', cause }), 'CryptoError', 'DECRYPTION_FAILED'],
  [new IntegrityError('x', { code: 'HASH_MISMATCH', cause }), 'IntegrityError', 'HASH_MISMATCH'],
  [new SignatureError('x', { code: 'SIGNING_FAILED', cause }), 'SignatureError', 'SIGNING_FAILED'],
  [new TransportError('x', { code: 'TIMEOUT', operation: 'GET /x', cause }), 'TransportError', 'TIMEOUT'],
  [new UnknownOutcomeError('x', { operation: 'POST /x', cause }), 'UnknownOutcomeError', 'UNKNOWN_OUTCOME'],
  [new KsefStatusError('x', { status, cause }), 'KsefStatusError', 'STATUS_FAILED'],
  [new KsefApiError('x', { status: 400, cause }), 'KsefApiError', 'API_ERROR'],
  [new UnauthorizedError('x', { status: 401, cause }), 'UnauthorizedError', 'UNAUTHORIZED'],
  [new ForbiddenError('x', { status: 403, cause }), 'ForbiddenError', 'FORBIDDEN'],
  [new GoneError('x', { status: 410, cause }), 'GoneError', 'GONE'],
  [new RateLimitError('x', { status: 429, cause }), 'RateLimitError', 'RATE_LIMITED'],
];

describe('every class of error', () => {
  it.each(all)('%s has its name, code, text and cause', (error, name, code) => {
    expect(error).toMatchObject({ name, code, message: 'x', cause });
    expect(error).toBeInstanceOf(KsefError);
    expect(String(error)).toBe(`${name}: x`);
  });

  it('is told from every other', () => {
    for (const [error, name] of all) {
      const kinds = all
        .map(([other]) => other.constructor as typeof KsefError)
        .filter((kind) => error instanceof kind)
        .map((kind) => kind.kind);
      const parents = error instanceof KsefApiError && name !== 'KsefApiError' ? ['KsefApiError'] : [];
      expect(kinds.sort()).toEqual([...new Set(['KsefError', ...parents, name])].sort());
    }
  });

  it('has no cause where none was given', () => {
    expect(Object.hasOwn(new KsefError('x', { code: 'MINE' }), 'cause')).toBe(false);
  });

  it('takes another code for a case of its own', () => {
    expect(new KsefStatusError('x', { status, code: 'LOGIN_FAILED' })).toMatchObject({
      code: 'LOGIN_FAILED',
      status,
    });
    expect(new KsefApiError('x', { status: 400, code: 'CHALLENGE_EXPIRED' }).code).toBe('CHALLENGE_EXPIRED');
    expect(new ForbiddenError('x', { status: 403, code: 'MINE' }).code).toBe('MINE');
  });

  it('is no plain value, nor an error of others', () => {
    for (const value of ['text', 7, undefined, null, () => {}, new Error('x'), Object.create(null)])
      expect(value).not.toBeInstanceOf(KsefError);
  });
});

describe('KsefApiError', () => {
  it('keeps what KSeF told', () => {
    const told = {
      status: 403,
      operation: 'POST /sessions/online',
      errors: [{ code: 21405, description: 'Błąd', details: ['pole'] }],
      traceId: 'trace',
      referenceNumber: 'reference',
      reasonCode: 'missing-permissions',
      security: { requiredAnyOfPermissions: ['InvoiceWrite'] },
      retryAfterMs: 5_000,
    };
    expect(new KsefApiError('x', told)).toMatchObject(told);
    expect(new KsefApiError('x', { status: 500 }).errors).toEqual([]);
  });

  it('knows one of several codes', () => {
    const errors = [21405, 21470].map((code) => ({ code, description: '', details: [] }));
    const error = new KsefApiError('x', { status: 400, errors });
    expect([21405, 21470, 21471].map((code) => error.hasCode(code))).toEqual([true, true, false]);
  });
});

describe('MissingContextError', () => {
  it('says what needs a context and how to give one', () => {
    expect(new MissingContextError('sendBatch')).toMatchObject({
      name: 'MissingContextError',
      code: 'MISSING_CONTEXT',
    });
    expect(new MissingContextError('sendBatch').message).toMatch(
      /^sendBatch needs a KSeF context\. Wrap .*inContext/,
    );
    expect(new MissingContextError().message).toMatch(/^This call needs/);
  });
});

describe('invalidOption', () => {
  it('names the option and what it must be', () => {
    const error = invalidOption('window', 'a whole number of at least 1');
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error).toMatchObject({
      code: 'INVALID_OPTION',
      input: 'window',
      message: 'window must be a whole number of at least 1.',
    });
  });
});

describe('invalidFolder', () => {
  it('names the folder, what it is for, and what the system says', () => {
    const below = Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' });
    const error = invalidFolder('journal', '/var/ksef', 'journals', below);
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error).toMatchObject({ code: 'INVALID_FOLDER', input: 'journal', cause: below });
    expect(error.message).toBe('Cannot use /var/ksef as the folder of journals: EACCES: permission denied.');
    expect(invalidFolder('journal', '/x', 'journals', 'full').message).toMatch(/: full\.$/);
  });
});

describe('isPassing', () => {
  it.each([
    [new TransportError('x', { code: 'NETWORK', operation: 'GET /x' }), true],
    [new KsefApiError('x', { status: 500 }), true],
    [new KsefApiError('x', { status: 503 }), true],
    [new KsefApiError('x', { status: 499 }), false],
    [new RateLimitError('x', { status: 429 }), false],
    [new KsefError('x', { code: 'MINE' }), false],
    [Object.assign(new Error('x'), { status: 500 }), false],
    [undefined, false],
  ])('of %s is %s', (error, passing) => expect(isPassing(error)).toBe(passing));
});
