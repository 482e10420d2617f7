import { InvalidInputError } from './invalid-input-error.js';
import { messageOf } from './message-of.js';

/**
 * The error for a folder that cannot be created, read or written. It contains the operating system's reason.
 *
 * @param use - what it is for, in words that follow "the folder of"
 * @returns InvalidInputError `INVALID_FOLDER`
 */
export function invalidFolder(input: string, folder: string, use: string, cause: unknown): InvalidInputError {
  return new InvalidInputError(`Cannot use ${folder} as the folder of ${use}: ${messageOf(cause)}.`, {
    code: 'INVALID_FOLDER',
    input,
    cause,
  });
}
