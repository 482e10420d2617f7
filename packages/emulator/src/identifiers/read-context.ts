import { type ContextIdentifier, contextIdentifier } from '@ksef/core';

/** Reads `{ type, value }`; the real server takes type names in any case. */
export function readContext(given: unknown): ContextIdentifier | undefined {
  const { type, value } = (given ?? {}) as { type?: unknown; value?: unknown };
  const known = (['Nip', 'InternalId', 'NipVatUe', 'PeppolId'] as const).find(
    (one) => one.toLowerCase() === String(type).toLowerCase(),
  );
  try {
    return known === undefined ? undefined : contextIdentifier(known, String(value));
  } catch {
    return undefined;
  }
}
