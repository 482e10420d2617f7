import { InvalidInputError } from '@ksef/core';
import type { Operation, OperationInput } from '../operation.js';
import type { ApiSettings } from '../settings/api-settings.js';
import type { KyRequest } from '../transport/send-with-ky.js';
import { headerText } from './header-text.js';

/** Fills the operation's path, query, headers and body from its input. */
export function describeRequest(
  { apiUrl, userAgent }: ApiSettings,
  operation: Operation,
  input: OperationInput,
): KyRequest {
  const headers: Record<string, string> = {
    accept: operation.response === 'bytes' ? '*/*' : 'application/json',
    'x-error-format': 'problem-details',
    ...(userAgent && { 'user-agent': headerText('userAgent', userAgent) }),
  };
  for (const [field, header] of Object.entries(operation.headers ?? {})) {
    if (input[field] !== undefined) headers[header] = headerText(field, String(input[field]));
  }
  const type = operation.body;
  const body = type === 'application/json' ? JSON.stringify(input.body) : type && input.body;
  if (type && body !== undefined) headers['content-type'] = type;
  return {
    method: operation.method,
    url: apiUrl + pathOf(operation, input),
    searchParams: queryOf(operation, input),
    headers,
    body: (body as string | undefined) ?? null,
  };
}

function pathOf(operation: Operation, input: OperationInput): string {
  const path = operation.path.replace(/\{(\w+)\}/g, (_placeholder, name: string) => {
    const value = input[name];
    // Dots alone would climb to another operation's address.
    if (typeof value !== 'string' || /^\.{0,2}$/.test(value)) {
      throw new InvalidInputError(`${operation.id} needs ${name}.`, { code: 'MISSING_INPUT', input: name });
    }
    return encodeURIComponent(value);
  });
  return path.slice(1);
}

function queryOf(operation: Operation, input: OperationInput): URLSearchParams {
  const query = new URLSearchParams();
  for (const name of operation.query ?? []) {
    const value = input[name];
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) query.append(name, String(one));
    }
  }
  return query;
}
