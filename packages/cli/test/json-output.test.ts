import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createKsef, fileJournal } from '@ksef/client';
import { nip } from '@ksef/core';
import { type Emulator, startEmulator } from '@ksef/emulator';
import { buildRrInvoice } from '@ksef/invoice/rr';
import { permissions, testData } from '@ksef/management';
import { signerFromPem, xadesSigner } from '@ksef/signing';
import { testPersonCertificate, testSealCertificate } from '@ksef/signing/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandSpec } from '../src/command/command-spec.js';
import { commands } from '../src/commands/index.js';
import { failureFields } from '../src/json/error-fields.js';
import type { JsonOutput } from '../src/json/json-fields.js';
import { jsonOutputs } from '../src/reference/json-outputs.js';
import { type CallOptions, callKsef } from './support/call-ksef.js';
import { DocumentedJson } from './support/documented-json.js';
import { examples, linesOf, newFolder } from './support/run-ksef.js';

type Line = Readonly<Record<string, unknown>>;

const seller = '5251230007';
const company = '5265877635';
const partner = '7352765225';
const rr = {
  number: 'RR 1/2026',
  issueDate: '2026-11-28',
  farmer: { nip: '1111111111', name: 'Jan Rolnik', address: 'Polna 1, 05-000 Wieś' },
  buyer: { nip: company, name: 'Skup sp. z o.o.', address: 'ul. Prosta 1, 00-001 Warszawa' },
  lines: [{ name: 'Jabłka', unit: 'kg', quantity: 100, quality: 'I', price: '2.00' }],
  totalInWords: 'dwieście czternaście złotych',
} as const;
const failure: JsonOutput = { shape: 'object', fields: failureFields };

describe('--json prints what the reference documents', { timeout: 240_000 }, () => {
  const documented = new DocumentedJson();
  const work = newFolder();
  const invoice = join(examples, '1-vat.xml');
  const broken = readFileSync(invoice, 'utf8').replace(/<P_15>[^<]*/, '<P_15>abc');
  const corrected = readFileSync(invoice, 'utf8').replace('FV/2026/02/001', 'FV/2026/02/901');
  let emulator: Emulator;
  let env: Record<string, string>;

  beforeAll(async () => {
    emulator = await startEmulator({ permissions: 'checked' });
    env = { KSEF_HOME: join(work, 'home'), KSEF_ENV: 'emulator', KSEF_EMULATOR: emulator.qrUrl };
  });
  afterAll(() => emulator.close());

  /** A client that does what no command does. */
  async function sealClient(of: string) {
    const { certificatePem, privateKeyPem } = await testSealCertificate({ nip: of });
    const signer = xadesSigner(await signerFromPem({ certificate: certificatePem, key: privateKeyPem }));
    const { environment } = emulator;
    const ksef = createKsef({ environment, credentials: { signer }, rateLimiter: false });
    return ksef.extend(permissions, testData).inContext(nip(of));
  }

  /** Runs a command and holds each line against the description with this number. */
  async function shown(
    command: string,
    args: readonly string[] = [],
    { variant = 0, ...options }: CallOptions & { readonly variant?: number } = {},
  ): Promise<readonly Line[]> {
    const ran = await callKsef([...command.split(' '), ...args, '--json'], { env, ...options });
    const outputs = jsonOutputs[command] ?? [];
    const output = outputs[variant];
    if (output === undefined) throw new Error(`${command} has no output ${variant}`);
    const lines = linesOf(ran.stdout);
    if (output.shape === 'object' && lines.length > 1) throw new Error(`${command} printed several lines`);
    const last = outputs.find(({ shape }) => shape === 'lastLine');
    const found = lines.flatMap((line, index) =>
      documented.differences(line, last !== undefined && index === lines.length - 1 ? last : output),
    );
    expect([command, found, lines.length > 0 ? '' : ran.stderr]).toEqual([command, [], '']);
    return lines;
  }

  /** Runs a command that fails. */
  async function failed(args: readonly string[], options: CallOptions = {}): Promise<Line> {
    const { stderr } = await callKsef([...args, '--json'], { env, ...options });
    const line = linesOf(stderr).at(-1) ?? {};
    expect([args, documented.differences(line, failure)]).toEqual([args, []]);
    return line;
  }

  it('of profiles and logins', async () => {
    const to = { env: { ...env, KSEF_ENV: '' } };
    const asked = ['--env', 'emulator', '--nip', company, '--method', 'token', '--name', 'shop'];
    await shown('login', asked, {
      env: { ...env, KSEF_TOKEN: emulator.control.mintToken(nip(company)).token, KSEF_PASSPHRASE: 'x' },
    });
    await shown('profiles', [], to);
    await shown('use', ['shop'], to);
    await shown('whoami', [], { env: { ...to.env, KSEF_PASSPHRASE: 'x' } });
    await shown('logout', ['shop'], to);
    await shown('doctor');
    await shown('doctor', ['--env', 'http://127.0.0.1:9/v2']);
    await shown('limits');
  });

  it('of sending, and of what becomes of it', async () => {
    const own = { env: { ...env, KSEF_NIP: seller } };
    const files = ['2-two-rates.xml', '3-advance.xml'].map((name) => join(examples, name));
    const [first = {}] = await shown('send', [invoice, '--upo', join(work, 'upo')], own);
    await shown('send', [...files, '--mode', 'batch'], own);
    await shown('send', [examples], own);
    await shown('send', ['-', '--check'], { ...own, stdin: broken });
    const [wrong = {}] = await shown('send', ['-'], { ...own, stdin: broken });
    await shown('send', ['-'], { ...own, stdin: 'no invoice' });
    const online = String(first.sessionReferenceNumber);
    await shown('sessions', [], own);
    await shown('status', [online], own);
    await shown('status', [String(wrong.sessionReferenceNumber)], own);
    await shown('status', [online, String(first.referenceNumber)], { ...own, variant: 1 });
    for (const { referenceNumber } of await shown('sessions', ['--type', 'batch'], own))
      await shown('status', [String(referenceNumber), '--invoices'], { ...own, variant: 2 });
    await shown('upo', [online, '--out', join(work, 'upos')], own);
    await shown('explain', ['440']);
    const [invalid] = await shown('explain', ['21405']);
    expect(invalid).toMatchObject({ subject: 'request', isKnown: true });
  });

  it('of receiving', async () => {
    const own = { env: { ...env, KSEF_NIP: seller } };
    const from = { sellerNip: seller, buyerNip: company, thirdNip: partner, authorizedNip: '7811900008' };
    emulator.control.seedInvoices({ count: 1, ...from });
    const refused = createHash('sha256').update(broken).digest('base64');
    const ksef = await sealClient(seller);
    const input = { name: 'a.xml', content: corrected, offlineMode: true, hashOfCorrectedInvoice: refused };
    const run = { journal: fileJournal(join(work, 'journal')), runId: 'shop' };
    for await (const { status } of ksef.sendInvoices([input], run)) expect(status).toBe('accepted');
    const listed = await shown('list', [], own);
    await shown('get', [String(listed[0]?.ksefNumber), '--out', join(work, 'one.xml')], own);
    await shown('sync', [join(work, 'received'), '--role', 'seller'], own);
    await shown('export', [join(work, 'exported')], own);
    const books = join(work, 'books.csv');
    const rows = listed.map(
      ({ invoiceNumber, issueDate, grossAmount, ksefNumber, invoiceHash }) =>
        `${invoiceNumber};${issueDate};${grossAmount};PLN;${company};${ksefNumber};${invoiceHash};${ksefNumber};offline24`,
    );
    writeFileSync(books, ['numer;data;brutto;waluta;nip;numerKsef;skrot;jpk;tryb', ...rows].join('\n'));
    const against = ['--books', books, '--received', join(work, 'received'), '--rates', '--all'];
    const journal = ['--journal', join(work, 'journal')];
    await shown(
      'reconcile',
      ['--from', '2026-01-01', '--to', '2026-12-31', ...against, ...journal, '--role', 'seller'],
      own,
    );
  });

  it('of documents', async () => {
    await shown('validate', ['-'], { stdin: broken });
    await shown('validate', ['--rules', '-'], { variant: 1 });
    const data = join(work, 'data.json');
    const [{ data: read } = {}] = await shown('read', [invoice]);
    const totals = {
      rates: [{ group: 'standard', net: '1.00', vat: '0.23', vatInPln: '1.00' }],
      gross: '1.00',
    };
    writeFileSync(data, JSON.stringify({ ...(read as object), currency: 'EUR', totals }));
    const built = join(work, 'built.xml');
    await shown('build', [data, '--out', built]);
    writeFileSync(data, JSON.stringify({ number: 'K 1', issueDate: '2026-02-03', reason: 'zwrot' }));
    await shown('correct', [built, data, '--to-zero', '--out', join(work, 'correction.xml')]);
    await shown('pdf', [invoice, '--out', join(work, 'one.pdf')]);
    await shown('html', [invoice, '--out', join(work, 'one.html')]);
    const farmer = join(work, 'rr.xml');
    writeFileSync(farmer, buildRrInvoice(rr).xml);
    await shown('read', [farmer]);
    await shown('qr', [invoice, '--out', join(work, 'one.png')]);
    await shown('offline deadlines');
  });

  it('of payments', async () => {
    const buyer = { env: { ...env, KSEF_NIP: partner } };
    emulator.control.seedInvoices({ count: 2, sellerNip: '7811900008', buyerNip: partner });
    const bought = await shown('list', ['--role', 'buyer', '--seller', '7811900008'], buyer);
    const paid = bought.map(({ ksefNumber }) => ({
      ksefNumber,
      payment: { amount: 1.5, currency: 'PLN' },
      description: 'part',
    }));
    const stdin = paid.map((line) => JSON.stringify(line)).join('\n');
    const [{ number } = {}] = await shown('collective new', ['-'], { ...buyer, stdin });
    await shown('collective show', [String(number)], buyer);
    await shown('collective list', [], buyer);
    await shown('collective list', ['--invoice', String(paid[0]?.ksefNumber)], { ...buyer, variant: 1 });
  });

  it('of tokens and certificates', async () => {
    const own = { ...env, KSEF_NIP: company };
    const asked = ['--permission', 'InvoiceRead', '--description', 'for the books'];
    const [{ referenceNumber, token } = {}] = await shown('token new', asked, { env: own });
    await shown('whoami', [], { env: { ...own, KSEF_TOKEN: String(token) } });
    await shown('token list', [], { env: own });
    await shown('token revoke', [String(referenceNumber)], { env: own });
    const files = ['--no-passphrase', '--out', join(work, 'keys')];
    const [made = {}] = await shown('cert new', ['erp system', ...files], { env: own });
    const by = { env: { ...own, KSEF_CERTIFICATE: String(made.stateFile) } };
    await shown('cert renew', ['--before', '1000'], by);
    await shown('cert list', [], by);
    await shown('cert revoke', [String(made.serialNumber)], by);
    const _key = { KSEF_CERTIFICATE: String(made.certificateFile), KSEF_KEY: String(made.keyFile) };
    const pem = ['--certificate', String(made.certificateFile)];
    const p12 = join(work, 'keys', 'erp.p12');
    const from = ['-in', String(made.certificateFile), '-inkey', String(made.keyFile)];
    execFileSync('openssl', ['pkcs12', '-export', '-passout', 'pass:x', '-out', p12, ...from]);
    for (const way of [
      ['--certificate', String(made.stateFile)],
      [...pem, '--key', String(made.keyFile)],
      [...pem, '--sign-command', 'true'],
      ['--pkcs12', p12],
    ]) {
      const { KSEF_KEY_PASSPHRASE, ...rest } = {
        ...own,
        KSEF_HOME: join(work, 'keys'),
        KSEF_KEY_PASSPHRASE: 'x',
        KSEF_PASSPHRASE: 'x',
      };
      const variables = way[0] === '--pkcs12' ? { ...rest, KSEF_KEY_PASSPHRASE } : rest;
      await shown('login', ['--no-check', '--name', way.at(-1) ?? '', ...way], { env: variables });
    }
  });

  it('of permissions', async () => {
    const own = { env: { ...env, KSEF_NIP: company } };
    const client = { env: { ...env, KSEF_NIP: partner } };
    const anna = ['90010112349', '--first-name', 'Anna', '--last-name', 'Nowak', '--description', 'a reason'];
    const office = ['7811900008', '--company', 'Biuro sp. z o.o.', '--description', 'a reason'];
    await shown('permissions grant', [...anna, '--permission', 'InvoiceRead'], own);
    await shown('permissions grant', [...office, '--permission', 'InvoiceRead', '--delegate'], own);
    const us = [company, '--company', 'Biuro sp. z o.o.', '--description', 'a reason', '--delegate'];
    await shown('permissions grant', [...us, '--permission', 'InvoiceRead'], client);
    await shown('permissions grant', [...anna, '--permission', 'InvoiceRead', '--for', partner], own);
    await shown('permissions authorize', [...office, '--permission', 'SelfInvoicing'], own);
    await shown(
      'permissions grant-unit',
      [...anna, '--unit', `${company}-12346`, '--unit-name', 'Magazyn'],
      own,
    );
    const of = (whom: string, to = own) => shown('permissions list', ['--of', whom], to);
    for (const whom of ['mine', 'persons', 'entities', 'authorizations', 'units']) await of(whom, own);
    await prepare();
    for (const whom of ['mine', 'persons', 'eu-entities']) await of(whom);
    await shown('permissions roles', [], own);
    await shown('permissions roles', ['--subordinate'], own);
    await shown('permissions roles', [], client);
    const [{ id } = {}] = await of('persons');
    await shown('permissions revoke', [String(id)], own);
    await shown('permissions attachments', [], own);
  });

  /** Permissions that no command grants, and units. */
  async function prepare(): Promise<void> {
    const ksef = await sealClient(company);
    const branch = { fullName: 'Muster GmbH', address: 'Berlin' };
    await ksef.permissions.grantEuEntityAdministration({
      subjectIdentifier: { type: 'Fingerprint', value: 'A'.repeat(64) },
      contextIdentifier: { type: 'NipVatUe', value: `${company}-DE123456789` },
      description: 'German branch',
      euEntityName: 'Muster GmbH, Berlin',
      euEntityDetails: branch,
      subjectDetails: { subjectDetailsType: 'EntityByFingerprint', entityByFp: branch },
    });
    const idDocument = { type: 'PASSPORT', number: 'AB123', country: 'DE' };
    const personByFpNoId = { firstName: 'Jan', lastName: 'Kowalski', birthDate: '1944-05-14', idDocument };
    await ksef.permissions.grantToPerson({
      subjectIdentifier: { type: 'Fingerprint', value: 'B'.repeat(64) },
      subjectDetails: { subjectDetailsType: 'PersonByFingerprintWithoutIdentifier', personByFpNoId },
      permissions: ['InvoiceRead'],
      description: 'by fingerprint',
    });
    await ksef.permissions.grantToPerson({
      subjectIdentifier: { type: 'Fingerprint', value: 'C'.repeat(64) },
      subjectDetails: {
        subjectDetailsType: 'PersonByFingerprintWithIdentifier',
        personByFpWithId: {
          firstName: 'Jan',
          lastName: 'Kowalski',
          identifier: { type: 'Pesel', value: '90010112349' },
        },
      },
      permissions: ['InvoiceRead'],
      description: 'by fingerprint',
    });
    await ksef.testData.allowAttachments(company);
    await ksef.testData.disallowAttachments(company, '2099-01-01');
    await ksef.testData.createSubject({
      subjectNip: company,
      subjectType: 'VatGroup',
      description: 'a group',
      subunits: [{ subjectNip: partner, description: 'a member' }],
    });
  }

  it('of outages and offline invoices', async () => {
    const { certificatePem, privateKeyPem } = await testPersonCertificate({ nip: seller });
    const files = [join(work, 'offline.pem'), join(work, 'offline.key')] as const;
    writeFileSync(files[0], certificatePem);
    writeFileSync(files[1], privateKeyPem);
    const fresh = join(work, 'offline.xml');
    writeFileSync(fresh, readFileSync(invoice, 'utf8').replace('FV/2026/02/001', 'FV/offline/1'));
    await shown('offline issue', [fresh, '--certificate', files[0], '--key', files[1]]);
    writeFileSync(fresh, broken.replace('FV/2026/02/001', 'FV/offline/2'));
    await shown('offline issue', [fresh, '--certificate', files[0], '--key', files[1]]);
    await shown('offline send');
    emulator.control.announceOutage({ category: 'FAILURE', title: 'Awaria', end: '2099-01-01T00:00:00Z' });
    await shown('latarnia');
    await shown('latarnia', ['--messages'], { variant: 1 });
    emulator.control.reset();
  });

  it('of failures', async () => {
    expect(await failed(['status'])).toMatchObject({ error: { code: 'USAGE', exitCode: 2 } });
    expect(await failed(['get', 'nonsense'])).toMatchObject({ error: { exitCode: 2 } });
    const own = { env: { ...env, KSEF_NIP: company } };
    const asked = ['--permission', 'InvoiceRead', '--description', 'for the books'];
    const [{ token } = {}] = await shown('token new', asked, own);
    await failed(['permissions', 'list', '--of', 'persons'], {
      env: { ...own.env, KSEF_TOKEN: String(token) },
    });
    const person = [
      '90010112349',
      '--first-name',
      'Anna',
      '--last-name',
      'Nowak',
      '--description',
      'a reason',
    ];
    await failed(['permissions', 'grant', ...person, '--permission', 'InvoiceRead', '--for', partner], own);
    const invalid = {
      kind: 'error',
      times: 9,
      status: 400,
      code: 21405,
      description: 'x',
      details: ['y'],
    } as const;
    const limited = { kind: 'rateLimit', path: '/rate-limits', times: 50, retryAfter: 36_000 } as const;
    emulator.control.addFault(limited);
    await failed(['limits'], own);
    emulator.control.clearFaults();
    emulator.control.addFault({ ...invalid, path: '/rate-limits' });
    await failed(['limits'], own);
  });

  it('of an emulator', async () => {
    const home = { env: { KSEF_HOME: newFolder() } };
    await shown('emulator', ['--port', '0'], {
      ...home,
      untilOutput: true,
    });
    await shown('emulator stop', [], home);
  });

  it('has a command for every description, and a description for every command', () => {
    const named = (prefix: string, spec: CommandSpec): string[] => [
      ...(spec.load === undefined ? [] : [`${prefix}${spec.name}`]),
      ...(spec.commands ?? []).flatMap((sub) => named(`${prefix}${spec.name} `, sub)),
    ];
    const withoutJson = ['mcp', 'completion'];
    const all = commands.flatMap((spec) => named('', spec)).filter((name) => !withoutJson.includes(name));
    expect(Object.keys(jsonOutputs).sort()).toEqual(all.sort());
  });

  it('documents nothing that no command printed here', () => {
    const missing = Object.entries({ ...jsonOutputs, 'a failure': [failure] }).flatMap(([command, outputs]) =>
      outputs.flatMap((output) => documented.missing(output).map((field) => `${command}: ${field}`)),
    );
    // The emulator's tokens always become active.
    expect(missing).toEqual(['token list: statusDetails']);
  });
});
