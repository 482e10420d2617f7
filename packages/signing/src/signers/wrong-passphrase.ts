import { InvalidInputError } from '@ksef/core';

/** The error for a wrong passphrase, with its usual causes. */
export function wrongPassphrase(whose: string, passphrase: string | undefined): InvalidInputError {
  const copied = /\s$/.test(passphrase ?? '')
    ? ' It ends with a blank or a line break, which may have been copied along.'
    : '';
  return new InvalidInputError(`The passphrase is not that of ${whose}.${copied}`, {
    code: 'WRONG_PASSPHRASE',
    input: 'passphrase',
  });
}
