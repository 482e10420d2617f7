import {
  encodeBase64,
  encodeBase64Url,
  environments,
  InvalidInputError,
  sha256,
  sha256Base64,
} from '@ksef/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { invoiceLink, parseInvoiceLink, verifyInvoiceLink } from '../src/index.js';

const xml = new TextEncoder().encode('<Faktura>Zażółć gęślą jaźń</Faktura>');
const input = { environment: environments.test, sellerNip: '5265877635', issueDate: '2026-02-01' };

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof InvalidInputError) return error.code;
    throw error;
  }
  return 'nothing thrown';
}

describe('invoiceLink', () => {
  it('writes page, NIP, date with the day first, and hash as Base64URL', () => {
    // The worked example of the official description of QR codes.
    const invoiceHash = 'UtQp9Gpc51y+u3xApZjIjgkpZ01js+J8KflSPW8WzIE=';
    expect(invoiceLink({ ...input, sellerNip: '1111111111', invoiceHash })).toBe(
      'https://qr-test.ksef.mf.gov.pl/invoice/1111111111/01-02-2026/UtQp9Gpc51y-u3xApZjIjgkpZ01js-J8KflSPW8WzIE',
    );
  });

  it('takes the hash as bytes or as Base64', async () => {
    const bytes = invoiceLink({ ...input, invoiceHash: await sha256(xml) });
    expect(invoiceLink({ ...input, invoiceHash: await sha256Base64(xml) })).toBe(bytes);
  });

  it.each([
    ['a short NIP', { sellerNip: '123' }, 'INVALID_NIP'],
    ['a date with the day first', { issueDate: '01-02-2026' }, 'INVALID_DATE'],
    ['a day that is none', { issueDate: '2026-02-30' }, 'INVALID_DATE'],
    ['a hash of another length', { invoiceHash: new Uint8Array(31) }, 'INVALID_HASH'],
    ['a hash that is no Base64', { invoiceHash: '%%%' }, 'INVALID_BASE64'],
    ['a page that is no address', { environment: { qrUrl: 'qr' } }, 'INVALID_ENVIRONMENT'],
  ])('refuses %s', (_what, wrong, code) => {
    expect(codeOf(() => invoiceLink({ ...input, invoiceHash: new Uint8Array(32), ...wrong }))).toBe(code);
  });
});

describe('parseInvoiceLink', () => {
  it('reads back whatever invoiceLink wrote', () => {
    const days = fc.date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), days, (hash, day) => {
        const issueDate = day.toISOString().slice(0, 10);
        const parsed = parseInvoiceLink(invoiceLink({ ...input, issueDate, invoiceHash: hash }));
        expect(parsed).toMatchObject({
          qrUrl: environments.test.qrUrl,
          sellerNip: input.sellerNip,
          issueDate,
        });
        expect(encodeBase64(parsed.invoiceHash)).toBe(encodeBase64(hash));
      }),
    );
  });

  it('takes one spelling only: no other last character decodes to the same hash', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.constantFrom(...alphabet),
        (hash, last) => {
          const link = invoiceLink({ ...input, invoiceHash: hash });
          const changed = link.slice(0, -1) + last;
          if (changed === link) return;
          let read: Uint8Array | undefined;
          try {
            read = parseInvoiceLink(changed).invoiceHash;
          } catch {
            return;
          }
          expect(encodeBase64Url(read)).not.toBe(encodeBase64Url(hash));
        },
      ),
    );
  });

  const good = invoiceLink({ ...input, invoiceHash: new Uint8Array(32) });
  it.each([
    ['a slash at the end', `${good}/`],
    ['a query', `${good}?a=1`],
    ['a query before the path', good.replace('/invoice/', '?/invoice/')],
    ['padding', `${good}=`],
    ['a day that is none', good.replace('01-02-2026', '30-02-2026')],
    ['the year first', good.replace('01-02-2026', '2026-02-01')],
    ['a NIP that cannot be one', good.replace('5265877635', '0000000000')],
    ['no address', good.replace('https://', '')],
    ['nothing', ''],
  ])('refuses %s', (_what, link) => {
    expect(codeOf(() => parseInvoiceLink(link))).toBe('INVALID_LINK');
  });
});

describe('verifyInvoiceLink', () => {
  it('is true for the very file, and false for any other', async () => {
    const link = invoiceLink({ ...input, invoiceHash: await sha256(xml) });
    expect(await verifyInvoiceLink(link, xml)).toBe(true);
    expect(await verifyInvoiceLink(link, Uint8Array.of(...xml, 10))).toBe(false);
  });
});
