import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Emulator, startEmulator } from '@ksef/emulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examples, linesOf, newFolder, program, runKsef } from './support/run-ksef.js';

const shop = {
  number: 'FV 7/2026',
  issueDate: new Date().toISOString().slice(0, 10),
  seller: { nip: '5265877635', name: 'Sklep sp. z o.o.', address: 'ul. Prosta 1, 00-001 Warszawa' },
  buyer: { nip: '1111111111', name: 'Klient S.A.', address: 'ul. Polna 2, 30-002 Kraków' },
  lines: [{ name: 'Rower', quantity: 2, unit: 'szt.', netPrice: '1000.00', rate: '23' }],
};

describe('pipes', { timeout: 120_000 }, () => {
  let emulator: Emulator;
  let env: Record<string, string>;

  beforeAll(async () => {
    emulator = await startEmulator();
    env = { KSEF_HOME: newFolder(), KSEF_ENV: 'emulator', KSEF_EMULATOR: emulator.qrUrl };
  });
  afterAll(() => emulator.close());

  it('builds from stdin to stdout, sends from stdin, and reads back the data', async () => {
    const built = await runKsef(['build', '-'], { stdin: JSON.stringify(shop) });
    expect(built.code).toBe(0);
    const sent = await runKsef(['send', '-', '--check', '--json'], { env, stdin: built.stdout });
    expect(linesOf(sent.stdout)).toMatchObject([
      { name: '-', status: 'accepted', invoiceNumber: 'FV 7/2026' },
    ]);
    const read = await runKsef(['read', '-'], { stdin: built.stdout });
    expect(linesOf(read.stdout)).toMatchObject([{ form: 'fa3', data: { totals: { gross: '2460.00' } } }]);
  });

  it('corrects to zero', async () => {
    const work = newFolder();
    const [original, change] = [join(work, 'a.xml'), join(work, 'change.json')];
    writeFileSync(original, (await runKsef(['build', '-'], { stdin: JSON.stringify(shop) })).stdout);
    writeFileSync(change, JSON.stringify({ number: 'K 1', issueDate: shop.issueDate, reason: 'zwrot' }));
    const corrected = await runKsef(['correct', original, change, '--to-zero']);
    const read = await runKsef(['read', '-'], { stdin: corrected.stdout });
    expect(linesOf(read.stdout)).toMatchObject([{ data: { kind: 'KOR', totals: { gross: '-2460.00' } } }]);
  });

  it('ends quietly when the reader of a pipe has seen enough', async () => {
    emulator.control.seedInvoices({ count: 5_000, sellerNip: '5265877635', buyerNip: '7352765225' });
    const child = spawn(process.execPath, [program, 'list', '--json'], {
      env: { PATH: process.env.PATH, ...env },
    });
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect([code, stderr]).toEqual([0, '']);
  });

  it('writes codes as PNG and SVG, with the link that verifies', async () => {
    const work = newFolder();
    const file = join(examples, '1-vat.xml');
    const [png, svg] = [join(work, 'code.png'), join(work, 'code.svg')];
    const { stdout } = await runKsef(['qr', file, '-o', png, '--json'], { env });
    const [{ link } = {}] = linesOf(stdout);
    expect(String(link)).toMatch(new RegExp(`^${emulator.qrUrl}/invoice/5251230007/02-02-2026/`));
    await runKsef(['qr', file, '-o', svg, '--label', 'OFFLINE'], { env });
    expect(readFileSync(png).subarray(1, 4).toString()).toBe('PNG');
    expect(readFileSync(svg, 'utf8')).toContain('OFFLINE');
    expect((await runKsef(['qr', file])).stderr).toContain('Give --env');
  });

  it('says what is wrong with an invoice, with its line', async () => {
    const broken = readFileSync(join(examples, '1-vat.xml'), 'utf8').replace(/<P_15>[^<]*/, '<P_15>abc');
    const text = await runKsef(['validate', '-'], { stdin: broken });
    expect(text.code).toBe(1);
    expect(text.stdout).toMatch(/^-:\d+:\d+ error .*P_15/m);
    const { code, stdout } = await runKsef(['validate', '-', '--json'], { stdin: broken });
    expect(code).toBe(1);
    expect(linesOf(stdout)).toMatchObject([{ name: '-', isValid: false, form: 'fa3' }]);
    const sent = await runKsef(['send', '-', '--check', '--json'], { env, stdin: broken });
    expect([sent.code, linesOf(sent.stdout)]).toMatchObject([1, [{ status: 'invalid' }]]);
  });

  it('names invoices for a transfer, and says what such a number stands for', async () => {
    const buyer = { ...env, KSEF_NIP: '7352765225' };
    emulator.control.seedInvoices({ count: 3, sellerNip: '7811900008', buyerNip: '7352765225' });
    const bought = await runKsef(['list', '--role', 'buyer', '--seller', '7811900008', '--json'], {
      env: buyer,
    });
    const made = await runKsef(['collective', 'new', '-', '--max', '2', '--json'], {
      env: buyer,
      stdin: bought.stdout,
    });
    expect(linesOf(made.stdout)).toMatchObject([
      { isCollective: true, sellerNip: '7811900008', invoices: [{}, {}] },
      { isCollective: false },
    ]);
    const [{ number } = {}] = linesOf(made.stdout);
    const shown = await runKsef(['collective', 'show', String(number)], { env: buyer });
    expect(shown.stdout.match(/7811900008-\d{8}/g)).toHaveLength(2);
    const seller = { ...env, KSEF_NIP: '7811900008' };
    const listed = await runKsef(['collective', 'list', '--json'], { env: seller });
    expect(linesOf(listed.stdout)).toMatchObject([
      { collectiveIdentifierNumber: number, invoiceCount: 2, createdInCurrentContext: false },
    ]);
    const [{ ksefNumber } = {}] = linesOf(bought.stdout);
    const ofInvoice = await runKsef(['collective', 'list', '--invoice', String(ksefNumber), '--json'], {
      env: seller,
    });
    expect(linesOf(ofInvoice.stdout)).toMatchObject([{ collectiveIdentifierNumber: number }]);
    const wrong = await runKsef(['collective', 'show', `${String(number).slice(0, -2)}00`], { env: seller });
    expect([wrong.code, wrong.stderr]).toMatchObject([2, expect.stringContaining('wrong checksum')]);
  });

  it('manages tokens and permissions', async () => {
    const own = { ...env, KSEF_NIP: '5265877635' };
    const made = await runKsef(
      ['token', 'new', '--permission', 'InvoiceRead', '--description', 'for the books', '--json'],
      { env: own },
    );
    const [{ referenceNumber, token } = {}] = linesOf(made.stdout);
    expect(String(token)).toContain(String(referenceNumber));
    const who = await runKsef(['whoami', '--json'], {
      env: { ...own, KSEF_TOKEN: String(token) },
    });
    expect(linesOf(who.stdout)).toMatchObject([{ permissions: ['InvoiceRead'] }]);
    const other = { ...own, KSEF_TOKEN: String(token), KSEF_NIP: '7352765225' };
    expect((await runKsef(['whoami'], { env: other })).code).toBe(4);
    const revoked = await runKsef(['token', 'revoke', String(referenceNumber), '--json'], { env: own });
    expect(linesOf(revoked.stdout)).toMatchObject([
      { referenceNumber, status: expect.stringMatching(/^Revok/) },
    ]);

    const granted = await runKsef(
      [
        'permissions',
        'grant',
        '7352765225',
        '--company',
        'Biuro sp. z o.o.',
        '--permission',
        'InvoiceRead',
        '--description',
        'bookkeeping',
        '--json',
      ],
      { env: own },
    );
    expect(linesOf(granted.stdout)).toMatchObject([{ to: '7352765225', isGranted: true }]);
  });

  it('grants every kind of permission, lists and revokes it', async () => {
    const own = { ...env, KSEF_NIP: '7811900008' };
    const run = async (args: string[], as = own) => {
      const ran = await runKsef(['permissions', ...args, '--json'], { env: as });
      expect([args[0], ran.code, ran.stderr]).toEqual([args[0], 0, '']);
      return linesOf(ran.stdout);
    };
    const anna = [
      '90010112349',
      '--first-name',
      'Anna',
      '--last-name',
      'Nowak',
      '--description',
      'Anna'.repeat(2),
    ];
    await run(['grant', ...anna, '--permission', 'InvoiceRead']);
    await run(['grant-unit', ...anna, '--unit', '7811900008-12340', '--unit-name', 'Magazyn']);
    const buyer = ['5265877635', '--company', 'Nabywca S.A.', '--description', 'self-invoicing'];
    await run(['authorize', ...buyer, '--permission', 'SelfInvoicing']);
    const [ofAnna] = await run(['list', '--of', 'persons']);
    expect(ofAnna).toMatchObject({ permissionScope: 'InvoiceRead' });
    const [ofBuyer] = await run(['list', '--of', 'authorizations']);
    expect(ofBuyer).toMatchObject({ authorizationScope: 'SelfInvoicing' });
    expect(await run(['list', '--of', 'units'])).toMatchObject([
      { subunitIdentifier: { value: '7811900008-12340' } },
    ]);
    await run(['revoke', String(ofAnna?.id)]);
    await run(['revoke', String(ofBuyer?.id), '--authorization']);
    expect(await run(['list', '--of', 'authorizations'])).toEqual([]);
    expect(await run(['roles'])).toEqual([]);
    expect(await run(['attachments'])).toMatchObject([{ isAttachmentAllowed: expect.any(Boolean) }]);
    const both = await runKsef(
      ['permissions', 'grant', ...buyer, '--permission', 'InvoiceRead', '--for', 'all'],
      { env: own },
    );
    expect([both.code, both.stderr]).toMatchObject([2, expect.stringContaining('--for is for persons')]);
  });

  it('gets, renews and revokes certificates', async () => {
    const own = { ...env, KSEF_NIP: '5265877635' };
    const folder = newFolder();
    const certificate = await runKsef(
      ['cert', 'new', 'erp system', '--no-passphrase', '--out', folder, '--json'],
      { env: own },
    );
    const [{ serialNumber, keyFile, certificateFile, stateFile } = {}] = linesOf(certificate.stdout);
    const byFile = { ...env, KSEF_CERTIFICATE: String(stateFile), KSEF_NIP: '5265877635' };
    const early = await runKsef(['cert', 'renew', '--json'], { env: byFile });
    expect(linesOf(early.stdout)).toMatchObject([{ isRenewed: false, serialNumber }]);
    const by = {
      KSEF_CERTIFICATE: String(certificateFile),
      KSEF_KEY: String(keyFile),
      KSEF_NIP: '5265877635',
    };
    const listed = await runKsef(['cert', 'list', '--json'], { env: { ...own, ...by } });
    expect(linesOf(listed.stdout)).toMatchObject([
      { certificateSerialNumber: serialNumber, status: 'Active' },
    ]);
    const renewed = await runKsef(['cert', 'renew', String(stateFile), '--before', '1000', '--json'], {
      env: byFile,
    });
    expect(linesOf(renewed.stdout)).toMatchObject([{ isRenewed: true, previousSerialNumber: serialNumber }]);
    expect((await runKsef(['whoami'], { env: byFile })).code).toBe(0);
    const signed = await runKsef(['cert', 'list', '--json'], {
      env: {
        ...env,
        KSEF_CERTIFICATE: String(certificateFile),
        KSEF_SIGN_COMMAND: `"${process.execPath}" -e "${signer}" "${String(keyFile)}"`,
        KSEF_NIP: '5265877635',
      },
    });
    expect([signed.code, signed.stderr]).toEqual([0, '']);
    expect((await runKsef(['cert', 'revoke', String(serialNumber)], { env: { ...own, ...by } })).code).toBe(
      0,
    );
  });

  it('shows limits, deadlines, statuses, and that all is well', async () => {
    const limits = await runKsef(['limits', '--json'], { env });
    expect(linesOf(limits.stdout)).toMatchObject([{ sessions: { onlineSession: { maxInvoices: 10_000 } } }]);
    const deadline = await runKsef(['offline', 'deadlines', '--from', '2026-04-30', '--json']);
    expect(linesOf(deadline.stdout)).toMatchObject([{ deadline: '2026-05-04', isLate: true }]);
    const lateOn = async (now: string) => {
      const NODE_OPTIONS = `--import=data:text/javascript,Date.now=()=>${Date.parse(now)}`;
      const args = ['offline', 'deadlines', '--from', '2026-04-30', '--json'];
      return linesOf((await runKsef(args, { env: { NODE_OPTIONS } })).stdout)[0]?.isLate;
    };
    expect(await lateOn('2026-05-04T21:59:59Z')).toBe(false);
    expect(await lateOn('2026-05-04T22:00:00Z')).toBe(true);
    expect((await runKsef(['explain', '440', '--lang', 'pl'])).stdout).toContain('Duplikat');
    const doctor = await runKsef(['doctor', '--json'], { env });
    const states = linesOf(doctor.stdout).map(({ check, state }) => [check, state]);
    expect(states).toContainEqual(['login', 'ok']);
    expect(states).toContainEqual(['clock', 'ok']);
    expect(doctor.code).toBe(0);
  });
});

// ECDSA as r || s, which is what KSeF takes; without quotes, for the shell.
const signer =
  'const c=require(`crypto`),b=require(`fs`).readFileSync(0);process.stdout.write(c.sign(`sha256`,b,{key:require(`fs`).readFileSync(process.argv[1]),dsaEncoding:`ieee-p1363`}).toString(`base64`))'.replaceAll(
    '`',
    "'",
  );

describe('errors', { timeout: 120_000 }, () => {
  let emulator: Emulator;
  let strict: Record<string, string>;

  beforeAll(async () => {
    emulator = await startEmulator({ strict: true });
    strict = {
      KSEF_HOME: newFolder(),
      KSEF_ENV: 'emulator',
      KSEF_EMULATOR: emulator.qrUrl,
      KSEF_NIP: '5265877635',
    };
  });
  afterAll(() => emulator.close());

  it('without a place: 2, and what to do', async () => {
    const { code, stderr } = await runKsef(['list']);
    expect([code, stderr]).toEqual([
      2,
      'No profile yet. Run "ksef login", or try the command with --env emulator.\n',
    ]);
  });

  it('without credentials: 4', async () => {
    const { code, stderr } = await runKsef(['list', '--env', 'test', '--nip', '5265877635']);
    expect(code).toBe(4);
    expect(stderr).toContain('No credentials for test.');
  });

  it('refused credentials: 4, as JSON too', async () => {
    const secret = '20260101-EC-1111111111-2222222222-33|nip-5265877635|abcdef';
    const text = await runKsef(['list', '--verbose'], { env: { ...strict, KSEF_TOKEN: secret } });
    expect(text.code).toBe(4);
    expect(text.stderr).not.toContain('abcdef');
    const { code, stderr } = await runKsef(['list', '--json'], { env: { ...strict, KSEF_TOKEN: secret } });
    expect([code, JSON.parse(stderr)]).toMatchObject([4, { error: { code: 'LOGIN_FAILED', exitCode: 4 } }]);
    const doctor = await runKsef(['doctor', '--json'], { env: { ...strict, KSEF_TOKEN: secret } });
    expect(doctor.code).toBe(4);
  });

  it('no network: 3', async () => {
    const env = { KSEF_NIP: '5265877635', KSEF_TOKEN: 'x|y' };
    const { code } = await runKsef(['list', '--env', 'http://127.0.0.1:9/v2'], { env });
    expect(code).toBe(3);
    const doctor = await runKsef(['doctor', '--json', '--env', 'http://127.0.0.1:9/v2'], { env });
    expect(doctor.code).toBe(3);
    expect(linesOf(doctor.stdout).at(-1)).toMatchObject({ check: 'network', state: 'failed' });
  });

  it('warns of a secret among the arguments, and never repeats it', async () => {
    const { token } = emulator.control.mintToken({ type: 'Nip', value: '5265877635' });
    const { code, stdout, stderr } = await runKsef(['list', '--token', token, '--verbose'], { env: strict });
    expect(code).toBe(0);
    expect(stderr).toContain('Warning: a secret given as an argument');
    expect(stderr).toContain('ksef response');
    expect(stdout + stderr).not.toContain(token.slice(token.lastIndexOf('|')));
  });

  it('refused by KSeF: 1', async () => {
    const { token } = emulator.control.mintToken({ type: 'Nip', value: '5265877635' });
    const work = mkdtempSync(join(newFolder(), 'w'));
    const file = join(work, 'of-another.xml');
    writeFileSync(file, readFileSync(join(examples, '1-vat.xml')));
    const { code, stdout } = await runKsef(['send', file, '--json'], {
      env: { ...strict, KSEF_TOKEN: token },
    });
    expect([code, linesOf(stdout)]).toMatchObject([1, [{ status: 'rejected', ksefStatus: { code: 410 } }]]);
  });
});
