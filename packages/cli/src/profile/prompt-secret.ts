import type { Call } from '../command/call.js';
import { CliError, exitCodes } from '../output/cli-error.js';

/** Whether a question can be put: both ends are a terminal. */
export function canAsk(call: Call): boolean {
  return call.around.stdin.isTTY === true && process.stderr.isTTY === true && !call.out.isJson;
}

/** The passphrase of the file of secrets: `KSEF_PASSPHRASE`, or asked for. */
export async function secretFilePassphrase(call: Call): Promise<string> {
  const { KSEF_PASSPHRASE } = call.around.env;
  if (KSEF_PASSPHRASE) return KSEF_PASSPHRASE;
  if (!canAsk(call)) {
    throw new CliError(
      call.say({
        en: 'The secret of this profile is encrypted. Set KSEF_PASSPHRASE, or run the command on a terminal.',
        pl: 'Sekret tego profilu jest zaszyfrowany. Ustaw KSEF_PASSPHRASE albo uruchom polecenie w terminalu.',
      }),
      { code: 'NO_PASSPHRASE', exitCode: exitCodes.login },
    );
  }
  return askSecret(call.say({ en: 'Passphrase of your secrets', pl: 'Hasło do sekretów' }));
}

/** Asks for a secret without showing it. */
export async function askSecret(message: string): Promise<string> {
  const { isCancel, password } = await import('@clack/prompts');
  const answer = await password({ message, output: process.stderr });
  if (isCancel(answer)) throw interrupted();
  return answer ?? '';
}

/** What ends the program as Ctrl-C does. */
export function interrupted(): Error {
  return Object.assign(new Error('Interrupted'), { name: 'AbortError' });
}
