import { type ContextIdentifier, type ContextInput, InvalidInputError } from '@ksef/core';

/**
 * Converts an input to a context. Rejects only values that cannot be a context: `nip()` and its siblings of
 * `@ksef/core` check the rest, and their tables would make up a tenth of a small bundle.
 */
export function asContext(input: ContextInput): ContextIdentifier {
  const context: ContextIdentifier = typeof input === 'string' ? { type: 'Nip', value: input } : input;
  if (!/^Nip:\d{10}$|^(InternalId|NipVatUe|PeppolId):\w/.test(`${context?.type}:${context?.value}`)) {
    throw new InvalidInputError('Make contexts with nip() or contextIdentifier().', {
      code: 'INVALID_CONTEXT',
      input: 'context',
    });
  }
  return context;
}
