import type { FastifyRequest } from 'fastify';
import { invalidInput } from './problems.js';

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
