import type { FastifyRequest } from 'fastify';
import { invalidInput } from '../input/problems.js';
import { type Kernel, type Principal, Problem } from '../kernel.js';
import { unknownSession } from './problems.js';
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
