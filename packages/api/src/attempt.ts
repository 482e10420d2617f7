import { KsefApiError } from '@ksef/core';
import type { BuiltRequest } from './build-request.js';
import type { ApiSettings } from './create-api.js';
import { emitWarnings } from './emit-warnings.js';
import { type Exchanged, exchange } from './exchange.js';
import { readApiError } from './read-api-error.js';
import type { BodyReader } from './read-body.js';
import type { Call } from './send-operation.js';

/** One attempt at an operation. */
export interface Attempt<T> {
  readonly call: Call;
  readonly request: BuiltRequest;
  readonly token: string | undefined;
  readonly count: number;
  readonly timeoutMs: number;
  readonly reader: BodyReader<T>;
}

/** What became of an attempt. */
export type Outcome<T> = Exchanged<T> | { readonly kind: 'refused'; readonly error: KsefApiError };

/** Sends the request once. Rejects only when the caller's signal aborts. */
export async function attempt<T>(settings: ApiSettings, one: Attempt<T>): Promise<Outcome<T>> {
  const { call, request, token, count, timeoutMs, reader } = one;
  const { name, signal } = call;
  const outcome = await exchange<T | KsefApiError>(settings, {
    name,
    url: request.url,
    init: {
      method: call.operation.method,
      headers:
        token === undefined ? request.headers : { ...request.headers, authorization: `Bearer ${token}` },
      body: (request.body as BodyInit | undefined) ?? null,
    },
    count,
    timeoutMs,
    signal,
    streams: reader.streams,
    read(response) {
      emitWarnings(settings, name, response);
      return response.ok
        ? reader.read(call.operation, response)
        : readApiError(name, response, settings.clock.now());
    },
  });
  if (outcome.kind !== 'done') return outcome;
  const { value } = outcome;
  return value instanceof KsefApiError ? { kind: 'refused', error: value } : { kind: 'done', value };
}
