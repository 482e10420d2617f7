import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'ksef-signing-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A file in this test run's folder. */
export function file(name: string, content?: string | Uint8Array): string {
  const path = join(folder, name);
  if (content !== undefined) writeFileSync(path, content);
  return path;
}

/** What a program of the outside prints; throws with its complaint when it fails. */
export function run(program: string, ...args: string[]): string {
  return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** `openssl` with the words of a command line; `@name` is a file of this test run. */
export function openssl(command: string): string {
  return run(
    'openssl',
    ...command.split(' ').map((word) => (word.startsWith('@') ? file(word.slice(1)) : word)),
  );
}

/** A file of this test run, as text. */
export function read(name: string): string {
  return readFileSync(file(name), 'utf8');
}
