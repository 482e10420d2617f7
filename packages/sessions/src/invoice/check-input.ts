import { InvalidInputError } from '@ksef/core';
import type { InvoiceInput } from './invoice-input.js';

// SHA-256 in Base64.
const hashPattern = /^[A-Za-z0-9+/]{43}=$/;

/**
 * Rejects an input with members of the wrong type: callers may not use TypeScript. {@link contentOf} checks its
 * content.
 *
 * @throws InvalidInputError `INVALID_FILE_NAME`, `INVALID_OPTION`
 */
export function checkInput(input: InvoiceInput | null | undefined): void {
  const { name, offlineMode, hashOfCorrectedInvoice }: Partial<Record<keyof InvoiceInput, unknown>> =
    input ?? {};
  if (!isAbsent(name) && typeof name !== 'string')
    throw wrong('INVALID_FILE_NAME', 'name', `a text, such as the name of a file, not a ${typeof name}`);
  if (!isAbsent(offlineMode) && typeof offlineMode !== 'boolean')
    throw wrong('INVALID_OPTION', 'offlineMode', 'true or false');
  if (isAbsent(hashOfCorrectedInvoice)) return;
  if (typeof hashOfCorrectedInvoice !== 'string' || !hashPattern.test(hashOfCorrectedInvoice))
    throw wrong('INVALID_OPTION', 'hashOfCorrectedInvoice', 'a SHA-256 hash in Base64 (44 characters)');
}

/** The name of an input as given; undefined if it cannot be read. */
export function nameOf(input: InvoiceInput | null | undefined): string | undefined {
  try {
    return input?.name;
  } catch {
    return undefined;
  }
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

function wrong(code: string, input: string, wanted: string): InvalidInputError {
  return new InvalidInputError(`The ${input} of an input must be ${wanted}.`, { code, input });
}
