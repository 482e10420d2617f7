import { type ContextIdentifier, contextKey, InvalidInputError } from '@ksef/core';

const maxLength = 160;
const namedContext = /^[^|]*\|(nip|internalid|nipvatue|peppolid)-([A-Z0-9+*-]+)\|[^|]*$/i;

/**
 * Rejects a KSeF token that cannot work, before anything is sent. Errors never show the token.
 *
 * @throws InvalidInputError `INVALID_TOKEN`, `TOKEN_CONTEXT_MISMATCH`
 */
export function checkToken(token: string, context: ContextIdentifier): void {
  if (typeof token !== 'string' || token === '') throw invalid('is empty');
  if (/\s/.test(token)) throw invalid('contains white space, such as a copied line break');
  if (token.length > maxLength) throw invalid(`is longer than ${maxLength} characters`);

  // Only for a token whose context is readable. KSeF validates any other form.
  const named = namedContext.exec(token);
  if (!named) return;
  const [, type = '', value = ''] = named;
  if (type.toLowerCase() === context.type.toLowerCase() && value === context.value) return;
  throw new InvalidInputError(
    `The KSeF token belongs to context ${type}-${value}, but the login is for ${contextKey(context)}. Use the token of that context.`,
    { code: 'TOKEN_CONTEXT_MISMATCH', input: 'token' },
  );
}

function invalid(why: string): InvalidInputError {
  return new InvalidInputError(`The KSeF token ${why}.`, { code: 'INVALID_TOKEN', input: 'token' });
}
