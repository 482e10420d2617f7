import { InvalidInputError } from '@ksef/core';
import { isBytes } from '@ksef/core/internal';
import type { InvoiceInput } from './invoice-input.js';

/**
 * The bytes of an input.
 *
 * @throws InvalidInputError `NOT_AN_INVOICE` when it has none: callers may not use TypeScript
 */
export function contentOf(input: InvoiceInput | null | undefined): Uint8Array {
  const content = input?.content;
  if (typeof content === 'string') return new TextEncoder().encode(content);
  if (isBytes(content)) return content;
  throw new InvalidInputError(
    'An input is { content, name }: content must be the invoice itself, as bytes (Uint8Array) or text.',
    { code: 'NOT_AN_INVOICE', input: 'content' },
  );
}
