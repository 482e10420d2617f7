import { KsefError } from './ksef-error.js';

// Properties that database and network clients set in addition to the message. None of them contains a value that was
// sent.
const plainFields = ['code', 'errno', 'syscall', 'severity', 'routine', 'schema', 'table', 'constraint'];

/**
 * The safe part of an error from another library, for use as a cause: its name and codes. Messages and other members
 * can contain what was sent, e.g. tokens in the arguments of a Redis command. Errors of this toolkit are returned
 * unchanged.
 *
 * @example
 * ```ts
 * import { KsefError } from '@ksef/core';
 * import { safeCause } from '@ksef/core/internal';
 *
 * declare function save(): Promise<void>; // of a database's client
 * await save().catch((error: unknown) => {
 *   throw new KsefError('The database did not save it.', { code: 'DATABASE_FAILED', cause: safeCause(error) });
 * });
 * ```
 */
export function safeCause(error: unknown): Error {
  if (error instanceof KsefError) return error;
  const label = errorLabel(error);
  const cause = new Error(`${label} (message left out: it may hold what was sent)`);
  cause.name = nameOf(error);
  const given = (typeof error === 'object' && error !== null ? error : {}) as Readonly<
    Record<string, unknown>
  >;
  for (const field of plainFields) {
    const value = given[field];
    if (isPlain(value)) Object.defineProperty(cause, field, { value, enumerable: true });
  }
  // The stack trace without the message at its beginning.
  cause.stack = `${cause.name}: ${cause.message}${framesOf(given.stack)}`;
  return cause;
}

/** The part of an error that is safe to show: its code if it has one, else its name. */
export function errorLabel(error: unknown): string {
  const code = (error as { readonly code?: unknown } | null | undefined)?.code;
  return isPlain(code) && code !== '' ? String(code) : nameOf(error);
}

function nameOf(error: unknown): string {
  const name = error instanceof Error ? error.name : typeof error;
  return isPlain(name) ? name : 'Error';
}

/** Short, and without spaces: a code or a name, never a sentence. */
function isPlain(value: unknown): value is string | number {
  return typeof value === 'number' || (typeof value === 'string' && /^[\w.$-]{0,80}$/.test(value));
}

function framesOf(stack: unknown): string {
  if (typeof stack !== 'string') return '';
  const frames = stack.split('\n').filter((line) => /^ {4}at [^\n]{1,400}$/.test(line));
  return frames.map((line) => `\n${line}`).join('');
}
