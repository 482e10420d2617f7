import { InvalidInputError } from '@ksef/core';
import type { Operation, OperationInput } from './operation.js';

/** Address, headers and body of one operation, without the bearer token. */
export interface BuiltRequest {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: string | Uint8Array | undefined;
}

/** Fills the operation's path, query, headers and body from its input. */
export function buildRequest(
  apiUrl: string,
  operation: Operation,
  input: OperationInput,
  userAgent?: string,
): BuiltRequest {
  const path = operation.path.replace(/\{(\w+)\}/g, (_placeholder, name: string) => {
    const value = input[name];
    // Dots alone would climb to another operation's address.
    if (typeof value !== 'string' || /^\.{0,2}$/.test(value)) {
      throw new InvalidInputError(`${operation.id} needs ${name}.`, { code: 'MISSING_INPUT', input: name });
    }
    return encodeURIComponent(value);
  });
  const query = new URLSearchParams();
  for (const name of operation.query ?? []) {
    const value = input[name];
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) query.append(name, String(one));
    }
  }
  const headers: Record<string, string> = {
    accept: operation.response === 'bytes' ? 'application/xml, */*' : 'application/json',
    'x-error-format': 'problem-details',
    ...(userAgent && { 'user-agent': userAgent }),
  };
  for (const [field, header] of Object.entries(operation.headers ?? {})) {
    if (input[field] !== undefined) headers[header] = String(input[field]);
  }
  let body: string | Uint8Array | undefined;
  if (operation.body !== undefined && input.body !== undefined) {
    headers['content-type'] = operation.body;
    body =
      operation.body === 'application/json'
        ? JSON.stringify(input.body)
        : (input.body as string | Uint8Array);
  }
  const search = query.size > 0 ? `?${query}` : '';
  return { url: `${apiUrl}${path}${search}`, headers, body };
}
