import {
  ForbiddenError,
  GoneError,
  KsefApiError,
  type KsefApiErrorOptions,
  RateLimitError,
  UnauthorizedError,
} from '@ksef/core';
import type { FetchResponse } from '../fetch-function.js';
import type { Hide } from './hide.js';
import type { ReadBody } from './read-body.js';
import { readBytes } from './read-bytes.js';
import { retryAfterMs } from './retry-after.js';
import { traceIdOf } from './trace-id.js';

const classes: Readonly<Record<number, typeof KsefApiError>> = {
  401: UnauthorizedError,
  403: ForbiddenError,
  410: GoneError,
  429: RateLimitError,
};

// A longer error is not one of KSeF's.
const longestBody = 2 ** 16;

/** The typed error of a response with an error status, whichever of KSeF's bodies it has, or none. */
export async function readApiError(
  operation: string,
  response: FetchResponse,
  nowMs: number,
  hide: Hide,
): Promise<ReadBody<KsefApiError>> {
  let bytes: Uint8Array | undefined;
  let body: Record<string, unknown> = {};
  try {
    bytes = await readBytes(response, longestBody);
    // Texts with JSON escapes resolved, because servers escape differently.
    const parsed: unknown = JSON.parse(new TextDecoder().decode(bytes), (_name, value) =>
      typeof value === 'string' ? hide(value) : value,
    );
    body = record(parsed);
  } catch {
    // No body, a gateway's HTML, a broken connection, or a body that is far too long: the status is enough.
  }
  const exception = record(body.exception);
  const status = record(body.status);
  // Problem details first, then the two older bodies: no field has different meanings in them.
  const list = body.errors ?? exception.exceptionDetailList;
  const errors = (Array.isArray(list) ? list : []).map(record).map((one) => ({
    code: Number(one.code ?? one.exceptionCode) || 0,
    description: string(one.description ?? one.exceptionDescription) ?? '',
    details: strings(one.details),
  }));
  const text = string(body.detail) || string(body.title) || string(status.description);
  const options: KsefApiErrorOptions = {
    status: response.status,
    operation,
    errors,
    traceId: string(body.traceId) ?? string(exception.serviceCode) ?? traceIdOf(response, hide),
    referenceNumber: string(body.referenceNumber) ?? string(exception.referenceNumber),
    reasonCode: string(body.reasonCode),
    security: body.security ? record(body.security) : undefined,
    retryAfterMs: retryAfterMs(response.headers, nowMs),
  };
  const reasons = errors.length
    ? errors.map((one) => {
        const more = one.details.join('; ');
        return `${one.code} ${one.description}${more && ` (${more})`}`;
      })
    : [text, ...strings(status.details)];
  const said = [...reasons, options.reasonCode].filter(Boolean).join('; ');
  const message = `${operation}: ${said && `${said} `}[HTTP ${response.status}]`;
  return { value: new (classes[response.status] ?? KsefApiError)(message, options), bytes };
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

function string(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
