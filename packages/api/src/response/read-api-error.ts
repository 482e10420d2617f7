import {
  ForbiddenError,
  GoneError,
  KsefApiError,
  type KsefApiErrorOptions,
  RateLimitError,
  UnauthorizedError,
} from '@ksef/core';
import type { FetchResponse } from '../fetch-function.js';
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

// An error that takes more than this is not one of KSeF's.
const longestBody = 64 * 1024;

/** The typed error of a response with an error status, whichever of KSeF's bodies it has, or none. */
export async function readApiError(
  operation: string,
  response: FetchResponse,
  nowMs: number,
): Promise<ReadBody<KsefApiError>> {
  let bytes: Uint8Array | undefined;
  let body: unknown;
  try {
    bytes = await readBytes(response, longestBody);
    body = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    // No body, a gateway's HTML, a cut connection, or far too much: the status says enough.
  }
  return { value: toApiError(operation, response, record(body), nowMs), bytes };
}

function toApiError(
  operation: string,
  response: FetchResponse,
  body: Record<string, unknown>,
  nowMs: number,
): KsefApiError {
  const exception = record(body.exception);
  const status = record(body.status);
  // Problem details first, then the two older bodies: no field of one means another thing in the others.
  const errors = array(body.errors ?? exception.exceptionDetailList).map((one) => ({
    code: Number(one.code ?? one.exceptionCode) || 0,
    description: string(one.description ?? one.exceptionDescription) ?? '',
    details: strings(one.details),
  }));
  const text = string(body.detail) || string(body.title) || string(status.description);
  const options: KsefApiErrorOptions = {
    status: response.status,
    operation,
    errors,
    traceId: string(body.traceId) ?? string(exception.serviceCode) ?? traceIdOf(response),
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
  return new (classes[response.status] ?? KsefApiError)(message, options);
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function array(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.map(record) : [];
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

function string(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
