import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const folder = join(import.meta.dirname, '..');
const invoice = join(folder, 'invoices/1-vat.xml');

describe('npm start', () => {
  it('sends the example invoices, prints their KSeF numbers and keeps the receipts', async () => {
    const { code, stdout } = await run([]);
    expect(code).toBe(0);
    const numbers = stdout.match(/5251230007-\d{8}-[0-9A-F]{12}-[0-9A-F]{2}(?= +accepted)/g) ?? [];
    expect(numbers).toHaveLength(3);
    for (const number of numbers) {
      expect(readFileSync(join(folder, '../out', `${number}.upo.xml`), 'utf8')).toContain(number);
      expect(stdout).toContain(number);
    }
    expect(stdout).toMatch(/http:\/\/127\.0\.0\.1:\d+\/invoice\/5251230007\/02-02-2026\/[\w-]{43}/);
  });

  it('shows why KSeF refused one, goes on with the others, and exits with 1', async () => {
    const temporary = mkdtempSync(join(tmpdir(), 'ksef-example-'));
    const twin = join(temporary, 'twin.xml');
    writeFileSync(twin, readFileSync(invoice, 'utf8').replace('3200.00', '3300.00'));
    const { code, stdout, stderr } = await run([invoice, twin, join(folder, 'invoices/2-two-rates.xml')]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/twin\.xml: duplicate\. 440 /);
    expect(stdout.match(/ accepted /g)).toHaveLength(2);
  });

  it('names a file that is no invoice, before any network', async () => {
    const temporary = mkdtempSync(join(tmpdir(), 'ksef-example-'));
    copyFileSync(join(folder, 'package.json'), join(temporary, 'notes.xml'));
    const { code, stdout, stderr } = await run(['notes.xml', 'missing.xml'], { INIT_CWD: temporary });
    expect(code).toBe(1);
    expect(stderr).toMatch(/notes\.xml: not sent\. The invoice is not XML/);
    expect(stderr).toMatch(/missing\.xml: not sent\./);
    expect(stdout).not.toContain('emulated');
  });

  it('names the setting that is missing for the real KSeF', async () => {
    expect(await run([], { KSEF_ENV: 'staging' })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('test, demo or prd'),
    });
    expect(await run([], { KSEF_ENV: 'test' })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('KSEF_TOKEN'),
    });
    expect(await run([], { KSEF_ENV: 'prod' })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('KSEF_TOKEN'),
    });
    const wrongNip = { KSEF_ENV: 'test', KSEF_NIP: '5265877636', KSEF_TOKEN: 'token' };
    expect(await run([], wrongNip)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^KSEF_NIP: .+\n$/),
    });
    expect(existsSync(invoice)).toBe(true);
  });
});

function run(
  args: readonly string[],
  environment: Record<string, string> = {},
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const { KSEF_ENV: _env, ...inherited } = process.env;
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'send-invoices.ts', ...args], {
      cwd: folder,
      env: { ...inherited, ...environment },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => (stdout += chunk));
    child.stderr.on('data', (chunk) => (stderr += chunk));
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}
