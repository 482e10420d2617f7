import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nip } from '@ksef/core';
import { signerFromPem, xadesSigner } from '@ksef/signing';
import { testPersonCertificate } from '@ksef/signing/testing';
import { hasTools } from '@ksef-tools/testing';
import { describe, expect, it } from 'vitest';
import { runProgram } from './run-program.js';

const context = nip('5265877635');

describe('logging in', { timeout: 120_000 }, () => {
  it('by a KSeF token', async () => {
    expect(await runProgram('log-in-with-token.ts')).toMatch(/Session \d{8}-AU-/);
  });

  it('by a KSeF certificate that was just issued, until it is revoked', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ksef-login-'));
    const stdout = await runProgram('get-ksef-certificate.ts', { OUT_DIR: folder });
    const keyFile = /Certificate [0-9A-F]{16}, key in (.*\.key\.pem)\n/.exec(stdout)?.[1] ?? '';
    expect(readFileSync(keyFile, 'utf8')).toContain('BEGIN ENCRYPTED PRIVATE KEY');
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
    expect(stdout).toContain('Warehouse 2027: Active until ');
    expect(stdout).toContain('After revocation: Login failed (460)');
  });

  it.skipIf(!hasTools('openssl'))('by a qualified signature in a PKCS#12 file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ksef-login-'));
    const { certificatePem, privateKeyPem } = await testPersonCertificate({ nip: context });
    writeFileSync(join(folder, 'both.pem'), certificatePem + privateKeyPem, { mode: 0o600 });
    const file = join(folder, 'signature.p12');
    const args = [
      'pkcs12',
      '-export',
      '-in',
      join(folder, 'both.pem'),
      '-passout',
      'pass:żółw',
      '-out',
      file,
    ];
    execFileSync('openssl', args);
    const settings = { P12_FILE: file, KSEF_NIP: context };
    const stdout = await runProgram('log-in-with-qualified-signature.ts', {
      ...settings,
      P12_PASSPHRASE: 'żółw',
    });
    expect(stdout).toMatch(/Logged in: \d{8}-AU-/);
    await expect(
      runProgram('log-in-with-qualified-signature.ts', { ...settings, P12_PASSPHRASE: 'no' }),
    ).rejects.toThrow('WRONG_PASSPHRASE');
  });

  it('by a seal', async () => {
    expect(await runProgram('log-in-with-seal.ts')).toMatch(/The seal logged in: \d{8}-AU-/);
  });

  it('by a remote key', async () => {
    expect(await runProgram('log-in-with-remote-key.ts')).toMatch(/The remote key logged in: \d{8}-AU-/);
  });

  it('by a signature value from another machine', async () => {
    expect(await runProgram('log-in-in-two-steps.ts')).toMatch(/The other machine logged in: \d{8}-AU-/);
  });

  it('by a document that a person signs meanwhile', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ksef-login-'));
    const stdout = await runProgram('log-in-with-trusted-profile.ts', { OUT_DIR: folder }, (child) => {
      child.stdout?.on('data', (printed) => {
        if (String(printed).includes('to-sign.xml')) void signLikeAPerson(folder);
      });
    });
    expect(stdout).toContain('The signed document logged in');
    expect(existsSync(join(folder, 'to-sign.xml'))).toBe(true);
  });
});

async function signLikeAPerson(folder: string): Promise<void> {
  const [, challenge = ''] =
    /<Challenge>(.+)<\/Challenge>/.exec(readFileSync(join(folder, 'to-sign.xml'), 'utf8')) ?? [];
  const { certificatePem, privateKeyPem } = await testPersonCertificate({ nip: context });
  const signer = xadesSigner(await signerFromPem({ certificate: certificatePem, key: privateKeyPem }));
  writeFileSync(join(folder, 'unfinished'), await signer.signAuthRequest({ challenge, context }));
  renameSync(join(folder, 'unfinished'), join(folder, 'signed.xml'));
}
