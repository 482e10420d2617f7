import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const examples = join(import.meta.dirname, '..');
const newFolder = () => mkdtempSync(join(tmpdir(), 'ksef-example-'));
const invoicesIn = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.xml'));

describe('receive-invoices', () => {
  it('keeps the invoices that were sent, byte by byte, in files that only this user can read', async () => {
    const folder = newFolder();
    const { code, stdout, stderr } = await run([folder]);
    expect([code, stderr]).toEqual([0, '']);
    const sent = readdirSync(join(examples, 'invoices')).map((name) =>
      readFileSync(join(examples, 'invoices', name), 'utf8'),
    );
    const names = invoicesIn(folder);
    const received = names.map((name) => readFileSync(join(folder, name), 'utf8'));
    expect(received.sort()).toEqual(sent.sort());
    for (const name of names) {
      expect(stdout).toContain(`${name.slice(0, -4)}  Subject1`);
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    }
  });
});

function run(args: readonly string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const { KSEF_ENV: _env, ...environment } = process.env;
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'receive-invoices.ts', ...args], {
      cwd: examples,
      env: environment,
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => (stdout += chunk));
    child.stderr.on('data', (chunk) => (stderr += chunk));
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}
