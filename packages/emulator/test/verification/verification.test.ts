import { constants, createHash, sign } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../../src/start-emulator.js';
import { identity, keys, subjects } from '../auth/identity.js';
import { startXadesLogin } from '../auth/login.js';
import { ask, issueTo } from '../certificates/issue.js';
import { redeem } from '../support.js';

const nip = '5265877635';
const owner = identity(subjects.seal(`VATPL-${nip}`));

let emulator: Emulator;
let bearer: string;
let invoice: { hash: string; date: string; ksefNumber: string };
beforeAll(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.control.reset());
afterAll(() => emulator.close());

/** Logs in and puts one accepted invoice into the store. */
async function prepare(): Promise<void> {
  bearer = (await redeem(emulator, await startXadesLogin(emulator, owner))).body.accessToken.token;
  const { firstKsefNumber } = emulator.control.seedInvoices({
    count: 1,
    sellerNip: nip,
    buyerNip: '7762811692',
  });
  const file = await ask(emulator, 'GET', `/invoices/ksef/${firstKsefNumber}`, bearer);
  const [, year, month, day] = /<P_1>(\d{4})-(\d\d)-(\d\d)</.exec(file.body) ?? [];
  const hash = Buffer.from(String(file.headers.get('x-ms-meta-hash')), 'base64').toString('base64url');
  invoice = { hash, date: `${day}-${month}-${year}`, ksefNumber: firstKsefNumber };
}

async function open(path: string, accept = 'application/json', language = '') {
  const headers = { accept, 'accept-language': language };
  const response = await fetch(`${emulator.qrUrl}${path}`, { headers });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson ? JSON.parse(text) : undefined,
  };
}

const failed = (body: { checks: { name: string; passed: boolean }[] }) =>
  body.checks.filter((one) => !one.passed).map((one) => one.name);

/** The same bits but for an unused one: a lax reader takes it for the same value. */
function withUnusedBit(text: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return text.slice(0, -1) + alphabet[alphabet.indexOf(text.slice(-1)) + 1];
}

describe('KOD I', () => {
  it('finds the invoice, as JSON and as a page', async () => {
    await prepare();
    const path = `/invoice/${nip}/${invoice.date}/${invoice.hash}`;
    const { body } = await open(path);
    expect(body).toMatchObject({ code: 'KOD I', valid: true, invoice: { ksefNumber: invoice.ksefNumber } });
    const page = await open(path, 'text/html');
    expect(page.text).toContain('<h1>KOD I: Weryfikacja faktury</h1>');
    expect(page.text).toContain(invoice.ksefNumber);
    // The sentences of the Ministry's own pages.
    expect(page.text).toContain('Faktura znajduje się w KSeF');
    const other = await open(path.replace(/[^/]+$/, Buffer.alloc(32).toString('base64url')), 'text/html');
    expect(other.text).toContain('Faktura nie została znaleziona w KSeF');
  });

  it('speaks Polish, or English to those who ask for it or whose browser does', async () => {
    await prepare();
    const path = `/invoice/${nip}/${invoice.date}/${invoice.hash}`;
    const asked = [
      [await open(path, 'text/html'), 'pl'],
      [await open(path, 'text/html', 'de-DE,pl;q=0.8,en;q=0.7'), 'pl'],
      [await open(path, 'text/html', 'en-GB,en;q=0.9'), 'en'],
      [await open(`${path}?lang=en`, 'text/html', 'pl'), 'en'],
      [await open(`${path}?lang=pl`, 'text/html', 'en'), 'pl'],
      [await open(`${path}?lang=de`, 'text/html', 'en'), 'en'],
    ] as const;
    for (const [{ text, headers }, language] of asked) {
      expect(text).toContain(`<html lang="${language}">`);
      expect(headers.get('content-language')).toBe(language);
      const sentence = { pl: 'Faktura jest zgodna z KSeF', en: 'The invoice is the one in KSeF' }[language];
      expect(text).toContain(sentence);
      expect(text).toContain(invoice.ksefNumber);
    }
    const english = await open(`/invoice/7762811692/01-01-2020/${invoice.hash}?lang=en`, 'text/html');
    expect(english.text).toContain('The invoice is another seller’s.');
  });

  it('is a page that loads nothing, and says in words why a link cannot be verified', async () => {
    await prepare();
    const { text, headers, status } = await open(`/invoice/${nip}/2026-01-01/${invoice.hash}`, 'text/html');
    expect(status).toBe(400);
    expect(text).toContain('Data nie ma postaci DD-MM-RRRR.');
    expect(text).not.toMatch(/<script|src=|@import|url\(/);
    const policy = headers.get('content-security-policy') ?? '';
    const [, style = ''] = /<style>([^<]*)<\/style>/.exec(text) ?? [];
    expect(policy).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`);
    expect(policy).toMatch(/^default-src 'none'/);
  });

  it('says what differs', async () => {
    await prepare();
    const { date, hash } = invoice;
    expect(failed((await open(`/invoice/7762811692/${date}/${hash}`)).body)).toEqual(['seller']);
    expect(failed((await open(`/invoice/${nip}/01-01-2020/${hash}`)).body)).toEqual(['issueDate']);
    const other = Buffer.alloc(32, 7).toString('base64url');
    const { body } = await open(`/invoice/${nip}/${date}/${other}`);
    expect([failed(body), body.invoice]).toEqual([['found', 'hash'], null]);
    expect(body.checks[1].reason).toContain('other hashes');
  });

  it('refuses malformed links, a changed last character included', async () => {
    await prepare();
    const { date, hash } = invoice;
    for (const path of [
      `/invoice/${nip}/${date}/${withUnusedBit(hash)}`,
      `/invoice/${nip}/${date}/${hash}=`,
      `/invoice/${nip}/31-02-2026/${hash}`,
      `/invoice/${nip}/2026-01-01/${hash}`,
      `/invoice/123/${date}/${hash}`,
    ])
      expect((await open(path)).status).toBe(400);
  });
});

describe('KOD II', () => {
  const host = () => new URL(emulator.qrUrl).host;
  const pathOf = (serial: string) => `/certificate/Nip/${nip}/${nip}/${serial}/${invoice.hash}`;

  it('takes ECDSA as r||s or DER, and RSA-PSS', async () => {
    await prepare();
    const ec = await issueTo(emulator, bearer, { type: 'Offline', privateKey: keys.p256() });
    const rsa = await issueTo(emulator, bearer, { type: 'Offline', privateKey: keys.rsa() });
    const padding = constants.RSA_PKCS1_PSS_PADDING;
    for (const [{ serial, privateKey }, options] of [
      [ec, { dsaEncoding: 'ieee-p1363' }],
      [ec, { dsaEncoding: 'der' }],
      [rsa, { padding, saltLength: 32 }],
    ] as const) {
      const text = `${host()}${pathOf(serial)}`;
      const signature = sign('sha256', Buffer.from(text), { key: privateKey, ...options }).toString(
        'base64url',
      );
      const { body } = await open(`${pathOf(serial)}/${signature}`);
      expect(body).toMatchObject({
        code: 'KOD II',
        valid: true,
        invoice: { ksefNumber: invoice.ksefNumber },
      });
      const other = Buffer.alloc(32, 7).toString('base64url');
      const forged = `${pathOf(serial).replace(invoice.hash, other)}/${signature}`;
      expect(failed((await open(forged)).body)).toEqual(['signature']);
    }
  });

  it('takes what was signed with http:// in front, as the clients do that cut off only https://', async () => {
    await prepare();
    const { serial, privateKey } = await issueTo(emulator, bearer, {
      type: 'Offline',
      privateKey: keys.p256(),
    });
    const text = Buffer.from(`http://${host()}${pathOf(serial)}`);
    const path = `${pathOf(serial)}/${sign('sha256', text, privateKey).toString('base64url')}`;
    expect((await open(path)).body.valid).toBe(true);
    const page = await open(path, 'text/html');
    for (const sentence of [
      'Certyfikat istnieje',
      'Certyfikat jest aktywny',
      'Podpis wystawcy jest prawidłowy',
      'Wystawca posiada uprawnienia do wystawienia faktury',
    ])
      expect(page.text).toContain(sentence);
  });

  it('says why a certificate does not do', async () => {
    await prepare();
    const offline = await issueTo(emulator, bearer, { type: 'Offline', privateKey: keys.p256() });
    const login = await issueTo(emulator, bearer, { type: 'Authentication', privateKey: keys.p256() });
    const linkOf = ({ serial, privateKey }: typeof offline) => {
      const text = Buffer.from(`${host()}${pathOf(serial)}`);
      const signature = sign('sha256', text, { key: privateKey, dsaEncoding: 'ieee-p1363' });
      return `${pathOf(serial)}/${signature.toString('base64url')}`;
    };
    expect(failed((await open(linkOf(login))).body)).toEqual(['certificateType']);
    expect(failed((await open(linkOf({ ...offline, serial: '01F20A5D352AE590' }))).body)).toEqual([
      'certificate',
    ]);
    expect(failed((await open(linkOf({ ...offline, privateKey: login.privateKey }))).body)).toEqual([
      'signature',
    ]);
    await ask(emulator, 'POST', `/certificates/${offline.serial}/revoke`, bearer, {});
    const revoked = (await open(linkOf(offline))).body;
    expect([failed(revoked), revoked.checks[0].reason]).toEqual([
      ['certificate'],
      'The certificate is Revoked.',
    ]);
    expect((await open(`${linkOf(offline)}=`)).status).toBe(400);
  });
});
