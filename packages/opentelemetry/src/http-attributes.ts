import type { Attributes } from '@opentelemetry/api';
import type { RequestEnd } from './observed-event.js';

/**
 * What OpenTelemetry's conventions for HTTP clients call a request. The address is given as its template: real paths
 * hold reference numbers, and those of storage are secrets of a kind.
 */
export function httpAttributes(end: RequestEnd, apiUrl: string | undefined): Attributes {
  const [method = '', target = ''] = end.operation.split(' ');
  const stored = /^https?:/.test(target);
  const server = serverOf(stored ? target : apiUrl);
  const error = errorOf(end);
  return {
    'http.request.method': method,
    ...(stored ? {} : { 'url.template': target }),
    ...server,
    ...(end.type === 'response' ? { 'http.response.status_code': end.status } : {}),
    ...(error === undefined ? {} : { 'error.type': error }),
  };
}

/** Status from 400 up, or what went wrong without one; undefined for a success. */
export function errorOf(end: RequestEnd): string | undefined {
  if (end.type === 'failure') return end.reason;
  return end.status >= 400 ? String(end.status) : undefined;
}

function serverOf(address: string | undefined): Attributes {
  if (address === undefined) return {};
  const { hostname, port, protocol } = new URL(address);
  return {
    'server.address': hostname,
    'server.port': port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
    'url.scheme': protocol.slice(0, -1),
  };
}
