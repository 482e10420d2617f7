import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { newFolder, program } from './run-ksef.js';

const terminal = fileURLToPath(new URL('terminal.py', import.meta.url));

export const enter = '\r';
export const down = '\u001B[B';

/** Types answers when the questions appear; gives what the terminal showed. */
export function onTerminal(
  args: readonly string[],
  dialogue: readonly (readonly [question: string, answer: string])[],
  env: Readonly<Record<string, string>>,
  code = 0,
): Promise<string> {
  const given = JSON.stringify({ command: [process.execPath, program, ...args], dialogue });
  return new Promise((resolve, reject) => {
    const child = execFile(
      'python3',
      [terminal],
      {
        env: {
          PATH: process.env.PATH,
          HOME: newFolder(),
          TERM: 'xterm',
          LANG: 'C',
          KSEF_KEYCHAIN: 'off',
          ...env,
        },
        timeout: 180_000,
      },
      (error, stdout, stderr) => {
        if ((error?.code ?? 0) === code) resolve(stdout);
        else reject(new Error(`ended with ${error?.code}: ${stdout}\n${stderr}`));
      },
    );
    child.stdin?.end(given);
  });
}
