import { type ChildProcess, execFile } from 'node:child_process';
import { join } from 'node:path';

/** Runs a program of this folder against the emulator; gives what it printed. */
export async function runProgram(
  program: string,
  environment: Record<string, string> = {},
  meanwhile?: (child: ChildProcess) => void,
  args: readonly string[] = [],
): Promise<string> {
  const { KSEF_ENV: _env, ...inherited } = process.env;
  return new Promise((resolve, reject) => {
    const child = execFile(
      process.execPath,
      ['--import', 'tsx', program, ...args],
      { cwd: join(import.meta.dirname, '..'), env: { ...inherited, ...environment } },
      (error, stdout) => (error === null ? resolve(stdout) : reject(error)),
    );
    meanwhile?.(child);
  });
}
