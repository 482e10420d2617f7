import {
  ForbiddenError,
  GoneError,
  KsefApiError,
  type KsefApiErrorDetail,
  type KsefApiErrorOptions,
  RateLimitError,
  UnauthorizedError,
} from '@ksef/core';
import type { Answer } from './answer.js';
import { readText } from './read-text.js';
import { retryAfterMs } from './retry-delay.js';

const classes: Readonly<Record<number, typeof KsefApiError>> = {
  401: UnauthorizedError,
  403: ForbiddenError,
  410: GoneError,
  429: RateLimitError,
};

// An error that takes more than this is no error of KSeF's.
const longestBody = 64 * 1024;

/** The typed error of an answer with an error status, whichever of KSeF's bodies it has, or none. */
export async function readApiError(
  operation: string,
  response: Answer,
  nowMs: number,
): Promise<KsefApiError> {
  const body = await readJson(response);
  const exception = record(body.exception);
  const status = record(body.status);
  // Problem details first, then the two older bodies: no field of one means another thing in the others.
  const errors = array(body.errors ?? exception.exceptionDetailList).map((one) =>
    detail(one.code ?? one.exceptionCode, one.description ?? one.exceptionDescription, one.details),
  );
  const text = string(body.detail) || string(body.title) || string(status.description);
  const options: KsefApiErrorOptions = {
    status: response.status,
    operation,
    errors,
    traceId: string(body.traceId) ?? string(exception.serviceCode),
    referenceNumber: string(body.referenceNumber) ?? string(exception.referenceNumber),
    reasonCode: string(body.reasonCode),
    security: body.security ? record(body.security) : undefined,
    retryAfterMs: retryAfterMs(response.headers, nowMs),
  };
  const details = errors.map((one) => {
    const more = one.details.length === 0 ? '' : ` (${one.details.join('; ')})`;
    return `${one.code} ${one.description}${more}`;
  });
  const said = [
    ...(details.length > 0 ? details : [text, ...strings(status.details)]),
    options.reasonCode,
  ].filter(Boolean);
  const message = `${operation}: ${[said.join('; '), `[HTTP ${response.status}]`].join(' ').trim()}`;
  return new (classes[response.status] ?? KsefApiError)(message, options);
}

function detail(code: unknown, description: unknown, details: unknown): KsefApiErrorDetail {
  return { code: Number(code) || 0, description: string(description) ?? '', details: strings(details) };
}

async function readJson(response: Answer): Promise<Record<string, unknown>> {
  try {
    return record(JSON.parse(await readText(response, longestBody)));
  } catch {
    // No body, a gateway's HTML, a cut connection: the status says enough.
    return {};
  }
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
