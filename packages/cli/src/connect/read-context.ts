import {
  type ContextIdentifier,
  type ContextIdentifierType,
  contextIdentifier,
  lenientNip,
  nip,
  toContext,
} from '@ksef/core';

/**
 * A context as the user writes it: a NIP, or a type and a value such as `InternalId:6824515772-12343`. Checksums are
 * checked for production only: data of the other environments is made up.
 *
 * @throws InvalidInputError `INVALID_CONTEXT`, `INVALID_NIP`
 */
export function readContext(text: string, environment: string): ContextIdentifier {
  const colon = text.indexOf(':');
  if (colon >= 0)
    return contextIdentifier(text.slice(0, colon) as ContextIdentifierType, text.slice(colon + 1));
  return toContext(environment === 'prd' || environment === 'prod' ? nip(text) : lenientNip(text));
}

/** The other way round. */
export function contextText({ type, value }: ContextIdentifier): string {
  return type === 'Nip' ? value : `${type}:${value}`;
}
