// The links that we print against the page that answers them. The emulator shares no code with the makers of the links.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type IssuedCertificate, issueCertificate, revokeCertificate } from '@ksef/certificates';
import { createKsef, type Ksef } from '@ksef/client';
import { nip } from '@ksef/core';
import { type Emulator, startEmulator } from '@ksef/emulator';
import { invoiceLink } from '@ksef/qr';
import { qrPng } from '@ksef/qr/image';
import { invoiceLinkOf, offlineLinksOf } from '@ksef/qr/invoice';
import { signerFromPem, xadesSigner } from '@ksef/signing';
import { testSealCertificate } from '@ksef/signing/testing';
import { hasTools } from '@ksef-tools/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

interface Verdict {
  readonly code: string;
  readonly valid: boolean;
  readonly checks: readonly { readonly name: string; readonly passed: boolean; readonly reason?: string }[];
  readonly invoice: Readonly<Record<string, string>> | null;
}

const seller = nip('5251230007');
const folder = mkdtempSync(join(tmpdir(), 'ksef-page-'));
const read = (name: string) =>
  new Uint8Array(readFileSync(join(import.meta.dirname, '../invoices', `${name}.xml`)));
let emulator: Emulator;
let ksef: Ksef;

beforeAll(async () => {
  emulator = await startEmulator();
  const { certificatePem, privateKeyPem } = await testSealCertificate({ nip: seller });
  const seal = await signerFromPem({ certificate: certificatePem, key: privateKeyPem });
  ksef = createKsef({
    environment: emulator.environment,
    credentials: { signer: xadesSigner(seal) },
    context: seller,
  });
}, 60_000);
afterAll(async () => {
  await emulator.close();
  rmSync(folder, { recursive: true });
});

async function open(link: string): Promise<Verdict> {
  const response = await fetch(link, { headers: { accept: 'application/json' } });
  expect(response.status).toBe(200);
  return (await response.json()) as Verdict;
}

const failures = ({ checks }: Verdict) => checks.filter(({ passed }) => !passed);

describe('KOD I', { timeout: 120_000 }, () => {
  const file = read('1-vat');

  it('leads nowhere before the invoice is sent, and to it afterwards', async () => {
    const link = await invoiceLinkOf(file, { environment: ksef.environment });
    expect(await open(link)).toMatchObject({ code: 'KOD I', valid: false, invoice: null });
    const { ksefNumber } = await ksef.send(file);
    const verdict = await open(link);
    expect(verdict).toMatchObject({ valid: true, invoice: { ksefNumber, sellerNip: seller } });
    expect(verdict.checks.map(({ name }) => name)).toEqual(['found', 'hash', 'seller', 'issueDate']);
  });

  it('does not lead to an invoice whose file differs by one space', async () => {
    const text = new TextDecoder().decode(file);
    const other = new TextEncoder().encode(text.replace('<Fa>', '<Fa> '));
    expect(other.length).toBe(file.length + 1);
    const verdict = await open(await invoiceLinkOf(other, { environment: ksef.environment }));
    expect(verdict).toMatchObject({ valid: false, invoice: null });
    expect(failures(verdict)).toContainEqual(
      expect.objectContaining({ name: 'hash', reason: expect.stringContaining('other hashes') }),
    );
  });

  it('says which part of a link is another invoice’s', async () => {
    const invoiceHash = new Uint8Array(await crypto.subtle.digest('SHA-256', file));
    const link = { environment: ksef.environment, sellerNip: seller, issueDate: '2026-02-02', invoiceHash };
    expect(await open(invoiceLink(link))).toMatchObject({ valid: true });
    const names = async (change: object) =>
      failures(await open(invoiceLink({ ...link, ...change }))).map(({ name }) => name);
    expect(await names({ sellerNip: '5265877635' })).toEqual(['seller']);
    expect(await names({ issueDate: '2026-02-03' })).toEqual(['issueDate']);
  });
});

describe.each(['P-256', 'RSA-2048'] as const)('KOD II with a key %s', { timeout: 120_000 }, (keyType) => {
  const file = read(keyType === 'P-256' ? '2-two-rates' : '3-advance');
  let issued: IssuedCertificate;
  let link: string;

  beforeAll(async () => {
    issued = await issueCertificate(ksef.api, {
      name: `Offline ${keyType}`,
      type: 'Offline',
      stateFile: join(folder, `${keyType}.json`),
      keyType,
    });
    const { environment } = ksef;
    link = (await offlineLinksOf(file, { environment, signer: issued.signer })).certificateLink;
  }, 120_000);

  it('is valid before the invoice is sent, and shows it afterwards', async () => {
    const verdict = await open(link);
    expect(failures(verdict)).toEqual([]);
    expect(verdict).toMatchObject({ code: 'KOD II', valid: true });
    expect(verdict.checks.map(({ name }) => name)).toContain('signature');
    expect(verdict.invoice).toBeNull();
    const { ksefNumber } = await ksef.send(file);
    expect((await open(link)).invoice).toMatchObject({ ksefNumber, sellerNip: seller });
  });

  it.skipIf(!hasTools('zbarimg'))('is read off its image, and opened', async () => {
    const png = join(folder, `${keyType}.png`);
    writeFileSync(png, await qrPng(link, { label: 'CERTYFIKAT' }));
    const args = ['--quiet', '--raw', '-Sdisable', '-Sqrcode.enable', png];
    const scanned = execFileSync('zbarimg', args, { encoding: 'utf8', stdio: 'pipe' }).trim();
    expect(await open(scanned)).toMatchObject({ code: 'KOD II', valid: true });
  });

  it('is refused when anything in it was changed', async () => {
    const [signature = ''] = link.split('/').slice(-1);
    const other = (
      await offlineLinksOf(read('1-vat'), { environment: ksef.environment, signer: issued.signer })
    ).certificateLink;
    const tampered = {
      signature: link.replace(signature, `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`),
      'signature of another link': link.replace(signature, other.split('/').at(-1) ?? ''),
      seller: link.replace(`/${seller}/${issued.serialNumber}`, `/5265877635/${issued.serialNumber}`),
      hash: `${other.slice(0, other.lastIndexOf('/'))}/${signature}`,
    };
    for (const [what, changed] of Object.entries(tampered)) {
      const verdict = await open(changed);
      expect(verdict.valid, what).toBe(false);
      expect(failures(verdict), what).toContainEqual({
        name: 'signature',
        passed: false,
        reason: 'The signature does not hold.',
      });
    }
  });

  it('says that the certificate was revoked, to programs and to people', async () => {
    await revokeCertificate(ksef.api, issued.serialNumber);
    const reason = 'The certificate is Revoked.';
    expect(failures(await open(link))).toEqual([{ name: 'certificate', passed: false, reason }]);
    const page = await fetch(link);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(await page.text()).toContain('Certyfikat jest unieważniony.');
    expect(await (await fetch(`${link}?lang=en`)).text()).toContain(reason);
  });
});

it('refuses to sign KOD II with a certificate for logging in', { timeout: 120_000 }, async () => {
  const { signer } = await issueCertificate(ksef.api, {
    name: 'Logging in',
    type: 'Authentication',
    stateFile: join(folder, 'authentication.json'),
  });
  const { environment } = ksef;
  await expect(offlineLinksOf(read('1-vat'), { environment, signer })).rejects.toMatchObject({
    code: 'WRONG_CERTIFICATE_TYPE',
  });
});
