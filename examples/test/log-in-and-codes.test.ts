import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const execute = promisify(execFile);
const folder = join(import.meta.dirname, '..');

describe('issue-offline', { timeout: 120_000 }, () => {
  it('makes both codes before it sends, and labels KOD I with the KSeF number afterwards', async () => {
    const out = mkdtempSync(join(tmpdir(), 'ksef-codes-'));
    const stdout = await run('issue-offline.ts', { OUT_DIR: out });
    expect(stdout).toMatch(/KOD I: http:\/\/127\.0\.0\.1:\d+\/invoice\/5251230007\/02-02-2026\/[\w-]{43}\n/);
    expect(stdout).toMatch(
      /KOD II: http:.*\/certificate\/Nip\/5251230007\/5251230007\/[0-9A-F]{16}\/[\w-]{43}\/[\w-]{86}\n/,
    );
    expect(stdout).toContain('Send it by 2026-02-03\n');
    const number = /accepted: (5251230007-\d{8}-[0-9A-F]{12}-[0-9A-F]{2})/.exec(stdout)?.[1];
    expect(readFileSync(join(out, 'kod-1.svg'), 'utf8')).toContain(`aria-label="QR ${number}"`);
    expect(existsSync(join(out, 'kod-2.png'))).toBe(true);
  });
});

describe('log-in-with-token', { timeout: 120_000 }, () => {
  it('logs in and lists the login', async () => {
    expect(await run('log-in-with-token.ts')).toMatch(/Session \d{8}-AU-/);
  });
});

describe('logins by signature', { timeout: 120_000 }, () => {
  it('work with the certificates of a person and of a seal', async () => {
    const stdout = await run('log-in-with-certificate.ts');
    expect(stdout).toMatch(/The person logged in: \d{8}-AU-/);
    expect(stdout).toMatch(/The seal logged in: \d{8}-AU-/);
  });

  it('work with a remote key', async () => {
    expect(await run('log-in-with-remote-key.ts')).toMatch(/The remote key logged in: \d{8}-AU-/);
  });
});

describe('get-ksef-certificate', { timeout: 120_000 }, () => {
  it('enrols, logs in with what was issued, and is refused after revocation', async () => {
    const out = mkdtempSync(join(tmpdir(), 'ksef-certificate-'));
    const stdout = await run('get-ksef-certificate.ts', { OUT_DIR: out });
    expect(stdout).toMatch(/Certificate [0-9A-F]{16}, key in .*\.key\.pem\n/);
    expect(stdout).toContain('Warehouse 2027: Active until ');
    expect(stdout).toContain('After revocation: Login failed (460)');
  });
});

async function run(program: string, environment: Record<string, string> = {}): Promise<string> {
  const { KSEF_ENV: _env, ...inherited } = process.env;
  const { stdout } = await execute(process.execPath, ['--import', 'tsx', program], {
    cwd: folder,
    env: { ...inherited, ...environment },
  });
  return stdout;
}
