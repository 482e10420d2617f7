import { InvalidInputError } from '@ksef/core';

const mostBytes = 200;
// Characters that some file systems or unpackers do not treat as part of a name.
const unsafe = /[\p{Cc}\p{Cf}\p{Surrogate}/\\:*?"<>|]|^\.|[. ]$|^ /u;

/** The names of a package's files: each is safe to unpack anywhere, and unique. KSeF rejects repeated names. */
export class EntryNames {
  readonly #taken = new Set<string>();

  /**
   * @throws InvalidInputError `INVALID_FILE_NAME`, `DUPLICATE_FILE_NAME`
   */
  add(name: string): void {
    if (typeof name !== 'string' || name === '' || unsafe.test(name) || Buffer.byteLength(name) > mostBytes) {
      throw invalid(
        'INVALID_FILE_NAME',
        `${JSON.stringify(name)} cannot be a file's name in a package: it has 1 to ${mostBytes} bytes, no path, no control or special characters (/ \\ : * ? " < > |), and neither begins nor ends with a dot or blank.`,
      );
    }
    // On a system that does not distinguish them, unpacking one of two such names would overwrite the other.
    const key = name.normalize('NFC').toLowerCase();
    if (this.#taken.has(key)) {
      throw invalid(
        'DUPLICATE_FILE_NAME',
        `${JSON.stringify(name)} is in the package already: give each invoice a name of its own, or none.`,
      );
    }
    this.#taken.add(key);
  }
}

function invalid(code: string, message: string): InvalidInputError {
  return new InvalidInputError(message, { code, input: 'name' });
}
