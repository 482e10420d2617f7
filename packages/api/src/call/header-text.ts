import { InvalidInputError } from '@ksef/core';

/**
 * The text, if it is valid in a header.
 *
 * @throws InvalidInputError `INVALID_HEADER`; the text may be a secret, and is not repeated
 */
export function headerText(input: string, text: string): string {
  if (typeof text === 'string' && /^[ -~]+$/.test(text)) return text;
  throw new InvalidInputError(`${input} must be one line of ASCII.`, {
    code: 'INVALID_HEADER',
    input,
  });
}
