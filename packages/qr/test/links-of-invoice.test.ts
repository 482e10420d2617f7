import { readFileSync } from 'node:fs';
import { contextIdentifier, environments, sha256Base64 } from '@ksef/core';
import { hasTools } from '@ksef-tools/testing';
import { describe, expect, it } from 'vitest';
import { verifyCertificateLink } from '../src/certificate.js';
import { invoiceLink, parseCertificateLink, verifyInvoiceLink } from '../src/index.js';
import { invoiceLinkOf, offlineLinksOf } from '../src/invoice.js';
import { makeCertificate, signerOf } from './support/test-signer.js';

const text = readFileSync(new URL('../../../examples/invoices/1-vat.xml', import.meta.url), 'utf8');
const file = new TextEncoder().encode(text);
const environment = environments.test;

describe('invoiceLinkOf', () => {
  it('reads seller, date and hash from the file', async () => {
    const invoiceHash = await sha256Base64(file);
    const link = await invoiceLinkOf(file, { environment });
    expect(link).toBe(
      invoiceLink({ environment, sellerNip: '5251230007', issueDate: '2026-02-02', invoiceHash }),
    );
    expect(await invoiceLinkOf(text, { environment })).toBe(link);
    expect(await verifyInvoiceLink(link, file)).toBe(true);
  });

  it('tells apart files that differ in a line break', async () => {
    const other = text.replace('\n', '\r\n');
    expect(await invoiceLinkOf(other, { environment })).not.toBe(await invoiceLinkOf(text, { environment }));
  });

  it('refuses what is no invoice', async () => {
    await expect(invoiceLinkOf('<a/>', { environment })).rejects.toMatchObject({ code: 'NOT_AN_INVOICE' });
    await expect(invoiceLinkOf('%PDF', { environment })).rejects.toMatchObject({ code: 'INVALID_XML' });
  });
});

describe.skipIf(!hasTools('openssl'))('offlineLinksOf', () => {
  const certificate = makeCertificate({ key: 'RSA-2048' });
  const signer = signerOf(certificate);

  it('gives the links of both codes', async () => {
    const links = await offlineLinksOf(file, { environment, signer });
    expect(links.invoiceLink).toBe(await invoiceLinkOf(file, { environment }));
    const verdict = await verifyCertificateLink(links.certificateLink, {
      certificate: certificate.der,
      invoice: file,
    });
    expect(verdict).toEqual({ isValid: true });
  });

  it('names another context than the seller, e.g. for self-invoicing', async () => {
    const context = contextIdentifier('Nip', '5265877635');
    const { certificateLink } = await offlineLinksOf(file, { environment, signer, context });
    expect(parseCertificateLink(certificateLink)).toMatchObject({ context, sellerNip: '5251230007' });
  });

  it('passes options and the signal on', async () => {
    const ec = makeCertificate();
    const { certificateLink } = await offlineLinksOf(file, {
      environment,
      signer: signerOf(ec),
      ecdsaFormat: 'der',
    });
    expect(parseCertificateLink(certificateLink).signature[0]).toBe(0x30);
    await expect(
      offlineLinksOf(file, { environment, signer, signal: AbortSignal.abort(new Error('stop')) }),
    ).rejects.toThrow('stop');
    await expect(
      offlineLinksOf(file, { environment, signer, clock: { now: () => 0 } }),
    ).rejects.toMatchObject({ code: 'CERTIFICATE_NOT_YET_VALID' });
  });
});
