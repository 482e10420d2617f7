import {
  ForbiddenError,
  GoneError,
  KsefApiError,
  type KsefApiErrorDetail,
  type KsefApiErrorOptions,
  RateLimitError,
  UnauthorizedError,
} from '@ksef/core';
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
  response: Response,
  nowMs: number,
): Promise<KsefApiError> {
  const body = await readJson(response);
  const { errors, text } = fromProblem(body) ?? fromLegacy(body) ?? { errors: [], text: undefined };
  const options: KsefApiErrorOptions = {
    status: response.status,
    operation,
    errors,
    traceId: string(body.traceId) ?? string(record(body.exception).serviceCode),
    referenceNumber: string(body.referenceNumber) ?? string(record(body.exception).referenceNumber),
    reasonCode: string(body.reasonCode),
    security: body.security === undefined || body.security === null ? undefined : record(body.security),
    retryAfterMs: retryAfterMs(response.headers.get('retry-after'), nowMs),
  };
  const details = errors.map((one) => {
    const more = one.details.length === 0 ? '' : ` (${one.details.join('; ')})`;
    return `${one.code} ${one.description}${more}`;
  });
  const said = [...details, text, options.reasonCode].filter((part) => part !== undefined && part !== '');
  const message = `${operation}: ${[said.join('; '), `[HTTP ${response.status}]`].join(' ').trim()}`;
  return new (classes[response.status] ?? KsefApiError)(message, options);
}

function fromProblem(
  body: Record<string, unknown>,
): { errors: KsefApiErrorDetail[]; text: string | undefined } | undefined {
  if (body.title === undefined && body.detail === undefined && body.errors === undefined) return undefined;
  const errors = array(body.errors).map((one) => detail(one.code, one.description, one.details));
  return { errors, text: errors.length === 0 ? (string(body.detail) ?? string(body.title)) : undefined };
}

function fromLegacy(body: Record<string, unknown>): {
  errors: KsefApiErrorDetail[];
  text: string | undefined;
} {
  const list = array(record(body.exception).exceptionDetailList);
  const errors = list.map((one) => detail(one.exceptionCode, one.exceptionDescription, one.details));
  const status = record(body.status);
  const text = [string(status.description), ...strings(status.details)]
    .filter((part) => part !== undefined)
    .join(' ');
  return { errors, text: text === '' ? undefined : text };
}

function detail(code: unknown, description: unknown, details: unknown): KsefApiErrorDetail {
  return { code: Number(code) || 0, description: string(description) ?? '', details: strings(details) };
}

async function readJson(response: Response): Promise<Record<string, unknown>> {
  try {
    const type = response.headers.get('content-type') ?? '';
    if (type.includes('text/html')) {
      await response.body?.cancel();
      return {};
    }
    return record(JSON.parse(await readText(response, longestBody)));
  } catch {
    // No body, no JSON, a cut connection: the status says enough.
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
