import { KsefApiError, TransportError, UnknownOutcomeError } from '@ksef/core';
import { describe, expect, it } from 'vitest';
import type { ExchangeResult } from '../../src/transport/exchange.js';
import { toError as errorOf, isTransient, refusalIn, wasNotSent } from '../../src/transport/failure.js';

/** A failure, and all that is said of it. */
function failureOf(result: ExchangeResult<unknown>) {
  return {
    result,
    error: refusalIn(result),
    notDone: wasNotSent(result),
    transient: isTransient(result),
  };
}
type Failure = ReturnType<typeof failureOf>;

const toError = ({ result }: Failure, operation: string, safeToRepeat: boolean) =>
  errorOf(result, operation, safeToRepeat);

const system = (facts: object, options?: ErrorOptions) => Object.assign(new Error('system', options), facts);
const fetchFailed = (cause: unknown) => new TypeError('fetch failed', { cause });
const lost = (cause: unknown) => failureOf({ kind: 'lost', cause });
const refused = (status: number) =>
  failureOf({
    kind: 'responded',
    response: new Response(null, { status }),
    value: new KsefApiError('refused', { status }),
  });

describe('a lost attempt', () => {
  it.each([
    [
      'the connection was refused',
      fetchFailed(system({ code: 'ECONNREFUSED', syscall: 'connect' })),
      'ECONNREFUSED',
    ],
    ['the name is unknown', fetchFailed(system({ code: 'ENOTFOUND', syscall: 'getaddrinfo' })), 'ENOTFOUND'],
    [
      'connecting took too long',
      fetchFailed(system({ code: 'UND_ERR_CONNECT_TIMEOUT' })),
      'UND_ERR_CONNECT_TIMEOUT',
    ],
    [
      'no address of the host answered',
      fetchFailed(
        system({
          code: 'ECONNREFUSED',
          errors: [system({ code: 'EHOSTUNREACH', syscall: 'connect' }), system({ code: 'ETIMEDOUT' })],
        }),
      ),
      'EHOSTUNREACH',
    ],
    [
      'it was wrapped twice',
      fetchFailed(fetchFailed(system({ code: 'EACCES', syscall: 'connect' }))),
      'EACCES',
    ],
    ['it was not wrapped', system({ code: 'ECONNREFUSED', syscall: 'connect' }), 'ECONNREFUSED'],
  ])('was surely not done when %s', (_, cause, code) => {
    const failure = lost(cause);
    expect(failure).toMatchObject({ notDone: true, transient: true, error: undefined });
    const error = toError(failure, 'POST /things', false);
    expect(error).toBeInstanceOf(TransportError);
    expect(error).toMatchObject({ code: 'NETWORK', operation: 'POST /things', cause });
    expect(error.message).toBe(`POST /things: no connection to KSeF (${code}).`);
  });

  it.each([
    ['the connection broke while reading', fetchFailed(system({ code: 'ECONNRESET', syscall: 'read' }))],
    ['… while writing', fetchFailed(system({ code: 'EPIPE', syscall: 'write' }))],
    ['the other side ended it', fetchFailed(system({ code: 'UND_ERR_SOCKET' }))],
    ['the step is named like connecting, and is another', system({ code: 'X', syscall: 'reconnect' })],
    ['… or goes further', system({ code: 'X', syscall: 'connected' })],
    [
      'the code hides a cause that says otherwise',
      system({ code: 'X' }, { cause: system({ syscall: 'connect' }) }),
    ],
    ['nothing is said', undefined],
    ['no error was thrown', 'gone'],
    ['a browser names nothing', new TypeError('Failed to fetch')],
  ])('may have been done when %s', (_, cause) => {
    const failure = lost(cause);
    expect(failure).toMatchObject({ notDone: false, transient: true });
    expect(toError(failure, 'POST /things', false)).toBeInstanceOf(UnknownOutcomeError);
    expect(toError(failure, 'GET /things', true)).toMatchObject({ code: 'NETWORK' });
  });
});

describe('an attempt that had an answer, or none in time', () => {
  it.each<[string, Failure, boolean, string]>([
    ['400', refused(400), false, 'API_ERROR'],
    ['499', refused(499), false, 'API_ERROR'],
    ['408', refused(408), true, 'API_ERROR'],
    ['500', refused(500), true, 'API_ERROR'],
    ['503', refused(503), true, 'API_ERROR'],
    ['a redirect', failureOf({ kind: 'redirected', status: 302 }), false, 'REDIRECT'],
    ['silence', failureOf({ kind: 'timeout', cause: system({ syscall: 'connect' }) }), true, 'TIMEOUT'],
    [
      'HTML',
      failureOf({ kind: 'unreadable', status: 200, cause: system({ syscall: 'connect' }) }),
      true,
      'INVALID_RESPONSE',
    ],
  ])(
    '%s: another may succeed or not, and nothing says that KSeF did not do it',
    (_, failure, transient, code) => {
      expect(failure).toMatchObject({ transient, notDone: false });
      expect(toError(failure, 'GET /things', true)).toMatchObject({ code });
    },
  );

  it.each([
    [400, false],
    [408, false],
    [429, false],
    [499, false],
    [500, true],
    [504, true],
  ])('refused with %i, has an unknown outcome: %s', (status, unclear) => {
    const failure = refused(status);
    const error = toError(failure, 'POST /things', false);
    if (unclear) expect(error).toMatchObject({ code: 'UNKNOWN_OUTCOME', operation: 'POST /things' });
    expect(unclear ? error.cause : error).toBe(failure.error);
    expect(toError(failure, 'POST /things', true)).toBe(failure.error);
  });

  it.each([
    [failureOf({ kind: 'redirected', status: 307 }), 'HTTP 307, a redirect', 307],
    [failureOf({ kind: 'timeout', cause: undefined }), 'no answer in time', undefined],
    [
      failureOf({ kind: 'unreadable', status: 202, cause: new Error('no JSON') }),
      'HTTP 202 with an unreadable body: no JSON',
      202,
    ],
    [
      failureOf({ kind: 'unreadable', status: 200, cause: 'odd' }),
      'HTTP 200 with an unreadable body: odd',
      200,
    ],
    [failureOf({ kind: 'lost', cause: undefined }), 'no connection to KSeF', undefined],
  ])('says why', (failure, reason, status) => {
    expect(toError(failure, 'POST /things', true)).toMatchObject({
      message: `POST /things: ${reason}.`,
      status,
    });
    expect(toError(failure, 'POST /things', false)).toMatchObject({
      message: `POST /things: no clear answer came (${reason}). KSeF may have done it: find out before repeating.`,
      cause: { status },
    });
  });
});
