import { execFileSync } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Emulator, startEmulator } from '@ksef/emulator';
import { testSealCertificate } from '@ksef/signing/testing';
import { hasTools } from '@ksef-tools/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { down, enter, onTerminal } from './support/on-terminal.js';
import { linesOf, newFolder, runKsef } from './support/run-ksef.js';

const company = '5265877635';
const passphrase = 'zażółć gęślą';
const own = 'correct horse';

describe.runIf(hasTools('python3'))('ksef login on a terminal, by key', { timeout: 240_000 }, () => {
  const folder = newFolder();
  const file = (name: string) => join(folder, name);
  let emulator: Emulator;

  beforeAll(async () => {
    emulator = await startEmulator();
    const { certificatePem, privateKeyPem } = await testSealCertificate({ nip: company });
    writeFileSync(file('seal.pem'), certificatePem);
    writeFileSync(file('plain.key'), privateKeyPem);
    const encrypted = createPrivateKey(privateKeyPem).export({
      type: 'pkcs8',
      format: 'pem',
      cipher: 'aes-256-cbc',
      passphrase,
    });
    writeFileSync(file('seal.key'), encrypted);
    // As an HSM would: the key is known to this program alone.
    writeFileSync(
      file('sign.mjs'),
      `import { sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
const key = { key: readFileSync(${JSON.stringify(file('plain.key'))}), dsaEncoding: 'ieee-p1363' };
process.stdout.write(sign('sha256', readFileSync(0), key).toString('base64'));`,
    );
  });
  afterAll(() => emulator.close());

  const envOf = () => ({ KSEF_HOME: newFolder(), KSEF_EMULATOR: emulator.qrUrl });
  const begin = (downs: number) =>
    [
      ['Environment', `${down.repeat(3)}${enter}`],
      ['NIP of the company', `${company}${enter}`],
      ['How do you log in', `${down.repeat(downs)}${enter}`],
    ] as const;
  const newPassphrase = [
    ['New passphrase', `${own}${enter}`],
    ['The same again', `${own}${enter}`],
  ] as const;

  /** What the profile is, after the next command has logged in with it. */
  async function profileOf(env: Readonly<Record<string, string>>, shown: string) {
    expect(shown).not.toContain(passphrase);
    expect(shown).not.toContain(own);
    const with_ = { ...env, KSEF_PASSPHRASE: own, KSEF_LOGIN_CACHE: 'off' };
    const who = await runKsef(['whoami', '--json'], { env: with_ });
    expect([who.code, who.stderr]).toEqual([0, '']);
    const [profile] = linesOf((await runKsef(['profiles', '--json'], { env })).stdout);
    for (const name of ['profiles.json', 'secrets.json']) {
      const text = readIfThere(join(env.KSEF_HOME ?? '', name));
      expect(text).not.toContain(passphrase);
      expect(text).not.toContain('PRIVATE KEY');
    }
    return { profile, who: linesOf(who.stdout)[0] };
  }

  it('a seal, with an encrypted key', async () => {
    const env = envOf();
    const shown = await onTerminal(
      ['login'],
      [
        ...begin(0),
        ['Certificate file', `${file('seal.pem')}${enter}`],
        ['Key file', `${file('seal.key')}${enter}`],
        ['Passphrase of the key', `${passphrase}${enter}`],
        ...newPassphrase,
      ],
      env,
    );
    const { profile, who } = await profileOf(env, shown);
    expect(profile).toMatchObject({
      method: { type: 'certificate', certificateFile: file('seal.pem'), keyFile: file('seal.key') },
      secretIn: 'file',
    });
    expect(who).toMatchObject({ context: company, method: 'certificate' });
  });

  it('a seal whose key is not encrypted: no passphrase is asked for', async () => {
    const env = envOf();
    const shown = await onTerminal(
      ['login'],
      [
        ...begin(0),
        ['Certificate file', `${file('seal.pem')}${enter}`],
        ['Key file', `${file('plain.key')}${enter}`],
      ],
      env,
    );
    expect((await profileOf(env, shown)).profile).toMatchObject({ secretIn: 'none' });
  });

  it('a KSeF certificate', async () => {
    const env = envOf();
    const seal = { ...env, KSEF_ENV: 'emulator', KSEF_NIP: company, KSEF_NEW_KEY_PASSPHRASE: passphrase };
    const short = await runKsef(['cert', 'new', 'erp', '--out', folder], { env: seal });
    expect([short.code, short.stderr]).toEqual([2, expect.stringContaining('Invalid certificate name')]);
    const made = await runKsef(['cert', 'new', 'erp system', '--out', folder, '--json'], { env: seal });
    const [{ certificateFile, keyFile } = {}] = linesOf(made.stdout);
    const shown = await onTerminal(
      ['login'],
      [
        ...begin(0),
        ['Certificate file', `${String(certificateFile)}${enter}`],
        ['Key file', `${String(keyFile)}${enter}`],
        ['Passphrase of the key', `${passphrase}${enter}`],
        ...newPassphrase,
      ],
      env,
    );
    expect((await profileOf(env, shown)).who).toMatchObject({ context: company, method: 'certificate' });
  });

  it.runIf(hasTools('openssl'))('a file of PKCS#12; a wrong passphrase is told at once', async () => {
    execFileSync('openssl', [
      'pkcs12',
      '-export',
      '-in',
      file('seal.pem'),
      '-inkey',
      file('plain.key'),
      '-out',
      file('seal.p12'),
      '-passout',
      `pass:${own}`,
    ]);
    const env = envOf();
    const ask = (secret: string) =>
      [
        ...begin(1),
        ['File with certificate and key', `${file('seal.p12')}${enter}`],
        ['Passphrase of the key', `${secret}${enter}`],
      ] as const;
    const refused = await onTerminal(['login'], ask('wrong'), env, 1);
    expect(refused).toMatch(/passphrase/i);
    const shown = await onTerminal(['login'], [...ask(own), ...newPassphrase], env);
    expect((await profileOf(env, shown)).profile).toMatchObject({
      method: { type: 'pkcs12', file: file('seal.p12') },
      secretIn: 'file',
    });
  });

  it('a key elsewhere, that a command signs with', async () => {
    const env = envOf();
    const shown = await onTerminal(
      ['login'],
      [
        ...begin(3),
        ['Certificate file', `${file('seal.pem')}${enter}`],
        ['Command that signs stdin', `"${process.execPath}" "${file('sign.mjs')}"${enter}`],
      ],
      env,
    );
    expect((await profileOf(env, shown)).profile).toMatchObject({
      method: { type: 'command' },
      secretIn: 'none',
    });
  });
});

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
