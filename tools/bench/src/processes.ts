// Processes of their own for what is measured, so that nothing else counts.
import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Starts a program of this folder. Only one in TypeScript gets a loader: its memory is not the measured code's. */
export function start(file: string, args: readonly (string | number)[] = []): ChildProcess {
  return fork(fileURLToPath(new URL(`./${file}`, import.meta.url)), args.map(String), {
    execArgv: file.endsWith('.ts') ? ['--import', 'tsx'] : [],
  });
}

/** The next message of a process. */
export async function message<T>(child: ChildProcess): Promise<T> {
  const received = new AbortController();
  const ended = once(child, 'exit', { signal: received.signal }).then(([code]) => {
    throw new Error(`${child.spawnargs[1]} ended with ${code}`);
  });
  try {
    const [value] = (await Promise.race([once(child, 'message', { signal: received.signal }), ended])) as [
      unknown,
    ];
    return value as T;
  } finally {
    ended.catch(() => undefined);
    received.abort();
  }
}

/** An emulator in a process of its own. */
export interface EmulatorProcess {
  readonly child: ChildProcess;
  readonly baseUrl: string;
  readonly qrUrl: string;
}

/** Starts an emulator whose answers come this much later. */
export async function startEmulatorProcess(latencyMs = 0): Promise<EmulatorProcess> {
  const child = start('emulator-process.ts', [latencyMs]);
  return { child, ...(await message<{ baseUrl: string; qrUrl: string }>(child)) };
}

/** Fills an emulator with invoices. */
export async function seed(
  { baseUrl }: EmulatorProcess,
  options: {
    readonly count: number;
    readonly sellerNip: string;
    readonly buyerNip: string;
    readonly sizeBytes?: number | undefined;
    readonly numberPrefix?: string;
  },
): Promise<unknown> {
  const answer = await fetch(new URL('/_emulator/invoices/seed', baseUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(options),
  });
  if (!answer.ok) throw new Error(`the emulator refused to seed: HTTP ${answer.status}`);
  return answer.json();
}

/** Runs code as an ES module in this package's folder; gives what it prints. */
export function evaluate(code: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', code, ...args],
    { cwd: new URL('..', import.meta.url), encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  return stdout;
}
