import { count, listOf, named, object, oneOf, type Schema, text } from '../schema.js';

/** Whose records they are, and what became of them. */
export const contextSchemas: Readonly<Record<string, Schema>> = {
  ContextIdentifier: object({ type: oneOf('Nip', 'InternalId', 'NipVatUe', 'PeppolId'), value: text }),
  SubjectIdentifier: object({ type: oneOf('Nip', 'Pesel', 'Fingerprint', 'PeppolId'), value: text }),
  Status: object({ code: count, description: text, details: listOf(text) }, 'details'),
  Context: object({
    contextIdentifier: named('ContextIdentifier'),
    loginCount: count,
    sessionCount: count,
    invoiceCount: count,
    exportCount: count,
    tokenCount: count,
  }),
};
