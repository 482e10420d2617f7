import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { hasNipChecksum } from '@ksef/core';

const folder = fileURLToPath(new URL('..', import.meta.url));

/** Made-up companies. */
export function nips(count: number): string[] {
  const found: string[] = [];
  for (let number = 5_260_000_000; found.length < count; number++)
    if (hasNipChecksum(String(number)) && /^\d[1-9]/.test(String(number))) found.push(String(number));
  return found;
}

/** A process of the fleet that works. */
export interface FleetProcess {
  readonly child: ChildProcess;
  /** What it said on stderr. */
  readonly complaints: string[];
  /** Resolves with its exit code once it has ended. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null>;
}

export async function startProcess(env: Readonly<Record<string, string>>): Promise<FleetProcess> {
  const { KSEF_ENV: _env, ...inherited } = process.env;
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--import', './test/report-pauses.ts', 'src/worker.ts'],
    {
      cwd: folder,
      env: { ...inherited, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const complaints: string[] = [];
  child.stderr?.on('data', (chunk) => complaints.push(String(chunk)));
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const ready = new Promise<void>((resolve) => {
    child.stdout?.on('data', (chunk) => /ready/.test(String(chunk)) && resolve());
  });
  await Promise.race([
    ready,
    ended.then((code) => {
      throw new Error(`A worker ended with ${code} before it was ready:\n${complaints.join('')}`);
    }),
  ]);
  ended.catch(() => {});
  return {
    child,
    complaints,
    end(signal) {
      child.kill(signal);
      return ended;
    },
  };
}

export async function until(condition: () => boolean | Promise<boolean>, withinMs: number): Promise<void> {
  for (const end = Date.now() + withinMs; !(await condition()); ) {
    if (Date.now() > end) throw new Error(`It did not come true within ${withinMs / 1000} s.`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
