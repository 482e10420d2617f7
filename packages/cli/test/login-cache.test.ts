import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Emulator, startEmulator } from '@ksef/emulator';
import { testSealCertificate } from '@ksef/signing/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newFolder, runKsef } from './support/run-ksef.js';

const company = { type: 'Nip', value: '5265877635' } as const;

describe('logins between commands', { timeout: 120_000 }, () => {
  let emulator: Emulator;

  beforeAll(async () => {
    emulator = await startEmulator({ strict: true });
  });
  afterAll(() => emulator.close());

  const envOf = <More extends Readonly<Record<string, string>>>(more: More) => ({
    KSEF_HOME: newFolder(),
    KSEF_ENV: 'emulator',
    KSEF_EMULATOR: emulator.qrUrl,
    KSEF_NIP: company.value,
    ...more,
  });
  const newToken = () => emulator.control.mintToken(company).token;
  const logins = () =>
    emulator.control
      .events('request')
      .filter(({ path }) => /\/auth\/(ksef-token|xades-signature)$/.test(String(path))).length;
  /** How many logins a command needed. */
  async function loginsOf(
    args: readonly string[],
    env: Readonly<Record<string, string>>,
    code = 0,
  ): Promise<number> {
    const before = logins();
    const ran = await runKsef(args, { env });
    expect([args, ran.code, ran.stderr]).toEqual([args, code, code === 0 ? '' : expect.any(String)]);
    return logins() - before;
  }
  const filesIn = (home: string) =>
    readdirSync(join(home, 'logins'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));

  it('a second command does not log in again, and what is kept is encrypted', async () => {
    const env = envOf({ KSEF_TOKEN: newToken() });
    expect(await loginsOf(['limits'], env)).toBe(1);
    expect(await loginsOf(['limits'], env)).toBe(0);
    expect(await loginsOf(['whoami'], env)).toBe(0);
    const files = filesIn(env.KSEF_HOME);
    expect(files).toHaveLength(1);
    for (const file of files) {
      expect(readFileSync(file, 'utf8')).not.toContain('eyJ');
      expect(readFileSync(file, 'utf8')).not.toContain(env.KSEF_TOKEN?.slice(-20));
      if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    }
  });

  it('another secret or environment finds nothing', async () => {
    const env = envOf({ KSEF_TOKEN: newToken() });
    expect(await loginsOf(['limits'], env)).toBe(1);
    expect(await loginsOf(['limits'], { ...env, KSEF_TOKEN: newToken() })).toBe(1);
    expect(await loginsOf(['limits'], env)).toBe(0);
    const wrong = '20260101-EC-1111111111-2222222222-33|nip-5265877635|abcdef';
    expect((await runKsef(['limits'], { env: { ...env, KSEF_TOKEN: wrong } })).code).toBe(4);
  });

  it('a certificate is as good as a token; its key without the passphrase is not', async () => {
    const folder = newFolder();
    const { certificatePem, privateKeyPem } = await testSealCertificate({ nip: company.value });
    const [certificate, key] = [join(folder, 'seal.pem'), join(folder, 'seal.key')];
    writeFileSync(certificate, certificatePem);
    writeFileSync(key, privateKeyPem);
    const env = envOf({ KSEF_CERTIFICATE: certificate, KSEF_KEY: key });
    expect(await loginsOf(['limits'], env)).toBe(1);
    expect(await loginsOf(['limits'], env)).toBe(0);
    expect(await loginsOf(['limits'], { ...env, KSEF_KEY_PASSPHRASE: 'another' })).toBe(1);
  });

  it('a profile keeps its login until "ksef logout"', async () => {
    const env = envOf({ KSEF_TOKEN: newToken(), KSEF_PASSPHRASE: 'correct horse' });
    expect(await loginsOf(['login', '--name', 'shop'], env)).toBe(1);
    const { KSEF_TOKEN: _, ...profile } = env;
    expect(await loginsOf(['limits'], profile)).toBe(0);
    expect(filesIn(env.KSEF_HOME)).toHaveLength(1);
    expect(await loginsOf(['logout', 'shop'], profile)).toBe(0);
    expect(filesIn(env.KSEF_HOME)).toEqual([]);
  });

  it('a login that ended at KSeF is made again', async () => {
    const env = envOf({ KSEF_TOKEN: newToken() });
    expect(await loginsOf(['limits'], env)).toBe(1);
    const [file = ''] = filesIn(env.KSEF_HOME);
    writeFileSync(file, 'changed');
    expect(await loginsOf(['limits'], env)).toBe(1);
    emulator.control.addFault({ kind: 'error', status: 401, path: '/rate-limits', times: 1 });
    expect((await runKsef(['limits'], { env })).code).toBe(0);
  });

  it('a missing permission ends the kept login: the next one may have it', async () => {
    const env = envOf({ KSEF_TOKEN: newToken() });
    emulator.control.addFault({ kind: 'error', status: 403, path: '/rate-limits', times: 1 });
    expect(await loginsOf(['limits'], env, 1)).toBe(1);
    expect(await loginsOf(['limits'], env)).toBe(1);
  });

  it('login and doctor try the secret itself', async () => {
    const { token, referenceNumber } = emulator.control.mintToken(company);
    const env = envOf({ KSEF_TOKEN: token, KSEF_PASSPHRASE: 'correct horse' });
    expect(await loginsOf(['limits'], env)).toBe(1);
    expect(await loginsOf(['doctor'], env)).toBe(1);
    expect((await runKsef(['token', 'revoke', referenceNumber], { env })).code).toBe(0);
    expect((await runKsef(['doctor'], { env })).code).toBe(4);
    expect((await runKsef(['login', '--name', 'shop'], { env })).code).toBe(4);
  });

  it('KSEF_LOGIN_CACHE=off keeps nothing', async () => {
    const env = envOf({ KSEF_TOKEN: newToken(), KSEF_LOGIN_CACHE: 'off' });
    expect(await loginsOf(['limits'], env)).toBe(1);
    expect(await loginsOf(['limits'], env)).toBe(1);
    expect(existsSync(join(env.KSEF_HOME, 'logins'))).toBe(false);
  });
});
