import { InvalidInputError } from './invalid-input-error.js';

/**
 * The error for a folder that cannot be created, read or written. It contains the operating system's reason.
 *
 * @param use - what it is for, in words that follow "the folder of"
 * @returns InvalidInputError `INVALID_FOLDER`
 */
export function invalidFolder(input: string, folder: string, use: string, cause: unknown): InvalidInputError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new InvalidInputError(`Cannot use ${folder} as the folder of ${use}: ${reason}.`, {
    code: 'INVALID_FOLDER',
    input,
    cause,
  });
}
