import { missing, unreadable } from './problems.js';
/** An object: 21405 without one, 21001 for something else. */
export function objectOf(name: string, value: unknown): Record<string, unknown> {
  if (isMissing(value)) throw missing(name);
  if (typeof value !== 'object' || Array.isArray(value)) throw unreadable(name);
  return value as Record<string, unknown>;
}

export function isMissing(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}
