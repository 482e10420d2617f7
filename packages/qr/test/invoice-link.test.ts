import { environments, sha256 } from '@ksef/core';
import fc from '@ksef-tools/testing/properties';
import { describe, expect, it } from 'vitest';
import { invoiceLink, parseInvoiceLink, verifyInvoiceLink } from '../src/index.js';

const environment = environments.test;
const input = {
  environment,
  sellerNip: '5265877635',
  issueDate: '2026-02-01',
  invoiceHash: new Uint8Array(32),
};

describe('invoiceLink', () => {
  it('has NIP, date and hash as KSeF wants them', () => {
    const invoiceHash = 'ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=';
    expect(invoiceLink({ ...input, invoiceHash })).toBe(
      'https://qr-test.ksef.mf.gov.pl/invoice/5265877635/01-02-2026/ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0',
    );
  });

  it.each([
    [{ sellerNip: '1' }, 'INVALID_NIP'],
    [{ environment: 'test' as never }, 'INVALID_LINK'],
    [{ issueDate: '01-02-2026' }, 'INVALID_DATE'],
    [{ issueDate: '2026-02-30' }, 'INVALID_DATE'],
    [{ issueDate: '+012026-02-01' }, 'INVALID_DATE'],
    [{ issueDate: undefined as never }, 'INVALID_DATE'],
    [{ invoiceHash: new Uint8Array(20) }, 'INVALID_HASH'],
    [{ invoiceHash: 'abc' }, 'INVALID_BASE64'],
  ])('refuses %j', (wrong, code) => {
    expect(() => invoiceLink({ ...input, ...wrong })).toThrow(expect.objectContaining({ code }));
  });

  it('comes apart into what it was made of', () => {
    const dates = fc.date({ min: new Date('2020-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), dates, (invoiceHash, date) => {
        const issueDate = date.toJSON().slice(0, 10);
        expect(parseInvoiceLink(invoiceLink({ ...input, issueDate, invoiceHash }))).toEqual({
          sellerNip: input.sellerNip,
          issueDate,
          invoiceHash,
        });
      }),
    );
  });
});

describe('verifyInvoiceLink', () => {
  it('notices a changed file and a changed last character', async () => {
    const file = new TextEncoder().encode('<Faktura/>');
    const link = invoiceLink({ ...input, invoiceHash: await sha256(file) });
    expect(await verifyInvoiceLink(link, file)).toBe(true);
    expect(await verifyInvoiceLink(link, file.slice(1))).toBe(false);
    const last = link.at(-1) ?? '';
    const twin = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const changed = twin[twin.indexOf(last) ^ 1] ?? '';
    await expect(verifyInvoiceLink(link.slice(0, -1) + changed, file)).rejects.toMatchObject({
      code: 'INVALID_BASE64',
    });
    await expect(verifyInvoiceLink('https://example.com/', file)).rejects.toMatchObject({
      code: 'INVALID_LINK',
    });
  });
});
