import type { FastifyRequest } from 'fastify';
import { type Kernel, type Principal, Problem } from '../kernel.js';
import { invalidInput, unknownSession } from './problems.js';
import type { SessionRecord, SessionStore } from './records.js';

/** Permissions of which one is needed to send online, to send in batches, and to read sessions. */
export const sendingPermissions = ['InvoiceWrite', 'PefInvoiceWrite', 'EnforcementOperations'] as const;
export const batchPermissions = ['InvoiceWrite', 'EnforcementOperations'] as const;
export const readingPermissions = [
  'InvoiceWrite',
  'Introspection',
  'PefInvoiceWrite',
  'EnforcementOperations',
] as const;

/** Authenticates and checks that one of the permissions is held. */
export function authorize(kernel: Kernel, request: FastifyRequest, anyOf: readonly string[]): Principal {
  const principal = kernel.authenticate(request);
  if (!anyOf.some((permission) => principal.permissions.includes(permission))) {
    throw new Problem({
      status: 403,
      description: 'Brak wymaganych uprawnień do wykonania operacji w bieżącym kontekście.',
      reasonCode: 'missing-permissions',
      security: { requiredAnyOfPermissions: [...anyOf], presentPermissions: [...principal.permissions] },
    });
  }
  return principal;
}

/** The session of this context, else 21405 or 21173. */
export function findSession(
  store: SessionStore,
  principal: Principal,
  referenceNumber: string,
): SessionRecord {
  requireReference('referenceNumber', referenceNumber);
  const session = store.sessions.get(referenceNumber);
  if (
    session === undefined ||
    session.context.type !== principal.context.type ||
    session.context.value !== principal.context.value
  ) {
    throw unknownSession(referenceNumber);
  }
  return session;
}

/** A path parameter. */
export function pathParameter(request: FastifyRequest, name: string): string {
  const value = (request.params as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : '';
}

/** Checks the form of a reference number. */
export function requireReference(name: string, value: string): void {
  if (!/^20\d{6}-[0-9A-Z]{2}-[0-9A-F]{10}-[0-9A-F]{10}-[0-9A-F]{2}$/.test(value)) {
    throw invalidInput(`'${name}': '${value}' nie jest prawidłowym numerem referencyjnym.`);
  }
}

/** An object, else 21405. */
export function objectOf(name: string, value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalidInput(`'${name}' jest wymagane.`);
  return value as Record<string, unknown>;
}

/** A filled string, else 21405. */
export function stringOf(name: string, value: unknown): string {
  if (typeof value !== 'string' || value === '') throw invalidInput(`'${name}' jest wymagane.`);
  return value;
}

/** A positive whole number, else 21405. */
export function sizeOf(name: string, value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1) {
    throw invalidInput(`'${name}' musi być liczbą całkowitą większą od 0.`);
  }
  return value;
}

/** Decodes Base64 strictly, else 21405; `length` in bytes where it is fixed. */
export function bytesOf(name: string, value: unknown, length?: number): Uint8Array {
  const text = stringOf(name, value);
  const bytes = Buffer.from(text, 'base64');
  if (!isStrictBase64(text, bytes)) throw invalidInput(`'${name}' nie jest prawidłowym ciągiem Base64.`);
  if (length !== undefined && bytes.length !== length)
    throw invalidInput(`'${name}' musi mieć długość ${length} bajtów.`);
  return bytes;
}

/** Whether these bytes are written in no other way: nothing skipped, no alphabet for addresses, unused bits zero. */
function isStrictBase64(text: string, bytes: Buffer): boolean {
  const whole = bytes.length - (bytes.length % 3);
  return (
    text.length === Math.ceil(bytes.length / 3) * 4 &&
    !text.includes('-') &&
    !text.includes('_') &&
    text.endsWith(bytes.toString('base64', whole))
  );
}

/** A SHA-256 in Base64 as text, else 21405. */
export function hashOf(name: string, value: unknown): string {
  bytesOf(name, value, 32);
  return String(value);
}
