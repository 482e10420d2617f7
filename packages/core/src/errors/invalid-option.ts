import { InvalidInputError } from './invalid-input-error.js';

/**
 * The error for a wrong option: `timeoutMs must be a number above 0.`
 *
 * @param wanted - what the option has to be, in words that follow "must be"
 * @returns InvalidInputError `INVALID_OPTION`
 */
export function invalidOption(input: string, wanted: string): InvalidInputError {
  return new InvalidInputError(`${input} must be ${wanted}.`, { code: 'INVALID_OPTION', input });
}
