import { InvalidInputError } from '@ksef/core';

/** Says whose passphrase it is not, and what often is wrong with it. */
export function wrongPassphrase(whose: string, passphrase: string | undefined): InvalidInputError {
  const copied = /\s$/.test(passphrase ?? '')
    ? ' It ends with a blank or a line break, which may have been copied along.'
    : '';
  return new InvalidInputError(`The passphrase is not that of ${whose}.${copied}`, {
    code: 'WRONG_PASSPHRASE',
    input: 'passphrase',
  });
}
