import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntegrityError, InvalidInputError } from '@ksef/core';
import { fillTemplate } from '@ksef/core/internal';
import fc from '@ksef-tools/testing/properties';
import { describe, expect, it } from 'vitest';
import { readInvoice, readUpo } from '../src/index.js';

const samples = join(import.meta.dirname, '../../../../shared/ksef/samples');
const haveSamples = existsSync(samples);
const utf8 = (text: string) => new TextEncoder().encode(text);

const invoice = (options: { form?: string; body?: string; prolog?: string } = {}) =>
  `${options.prolog ?? '<?xml version="1.0" encoding="UTF-8"?>'}<Faktura xmlns="http://crd.gov.pl/wzor/2025/06/25/13775/"><Naglowek>` +
  `${options.form ?? '<KodFormularza kodSystemowy="FA (3)" wersjaSchemy="1-0E">FA</KodFormularza>'}</Naglowek>` +
  `<Podmiot1><DaneIdentyfikacyjne><NIP>5265877635</NIP></DaneIdentyfikacyjne></Podmiot1>` +
  `<Fa><P_1>2026-02-01</P_1><P_2>FV/1 &amp; 2</P_2>${options.body ?? ''}<RodzajFaktury>VAT</RodzajFaktury></Fa></Faktura>`;

describe('readInvoice', () => {
  it.each([undefined, invoice(), utf8(invoice()).buffer])('takes bytes only', (wrong) => {
    expect(() => readInvoice(wrong as never)).toThrow(expect.objectContaining({ code: 'NOT_AN_INVOICE' }));
  });

  it('reads form, seller, number, date and kind', () => {
    expect(readInvoice(utf8(invoice()))).toMatchObject({
      formCode: { systemCode: 'FA (3)' },
      sellerNip: '5265877635',
      invoiceNumber: 'FV/1 & 2',
      issueDate: '2026-02-01',
      kind: 'VAT',
      hasAttachment: false,
    });
  });

  it.each([
    '2026-02-30',
    '02-02-2026',
    '2026-2-1',
    '2026-02-01T00:00:00',
    'yesterday',
    '2026-02-01+1:00',
    '٢٠٢٦-٠٢-٠١',
  ])('refuses %s as the date of issue', (date) => {
    expect(() => readInvoice(utf8(invoice().replace('2026-02-01', date)))).toThrow(
      expect.objectContaining({ code: 'INVALID_DATE', message: expect.stringContaining(date) }),
    );
  });

  it.each(['2026-02-01', '2026-02-01Z', '2026-02-01+01:00', '\n 2026-02-01\t'])(
    'reads the day of %j',
    (date) => {
      expect(readInvoice(utf8(invoice().replace('2026-02-01', date))).issueDate).toBe('2026-02-01');
    },
  );

  it.each([
    ['a byte-order mark', `\uFEFF${invoice()}`, 'INVALID_ENCODING', /byte-order mark/],
    [
      'another encoding in the prolog',
      invoice({ prolog: '<?xml version="1.0" encoding="windows-1250"?>' }),
      'INVALID_ENCODING',
      /windows-1250/,
    ],
    ['a DTD', invoice({ prolog: '<!DOCTYPE Faktura [<!ENTITY a "b">]>' }), 'FORBIDDEN_XML', /DTD/],
    ['a processing instruction', invoice({ body: '<?print this?>' }), 'FORBIDDEN_XML', /<\?print/],
    ['a discouraged character', invoice({ body: '<x>\u0080</x>' }), 'FORBIDDEN_XML', /U\+0080 \(line 1\)/],
    [
      'a discouraged character behind a reference',
      invoice({ body: '<x>&#x7F;</x>' }),
      'FORBIDDEN_XML',
      /U\+007F/,
    ],
    ['an entity of its own', invoice({ body: '&own;' }), 'INVALID_XML', /undefined entity|entity/i],
    ['an element left open', invoice().replace('</Fa>', ''), 'INVALID_XML', /: line 1, column \d+: /],
    ['nothing', '', 'INVALID_XML', /./],
    ['the path of a file', './invoices/1.xml', 'INVALID_XML', /not its path/],
    ['another kind of file', '%PDF-1.7', 'INVALID_XML', /not XML/],
    ['another document', '<a/>', 'NOT_AN_INVOICE', /<a>/],
    ['no seller', invoice().replace('5265877635', ''), 'NOT_AN_INVOICE', /NIP of the seller/],
    [
      'an unknown form',
      invoice({ form: '<KodFormularza kodSystemowy="FA (9)" wersjaSchemy="1-0E">FA</KodFormularza>' }),
      'UNKNOWN_FORM',
      /FA \(9\)/,
    ],
    ['no form', invoice({ form: '' }), 'UNKNOWN_FORM', /none/],
    [
      'more than 1 MB',
      invoice({ body: `<x>${'a'.repeat(1_000_000)}</x>` }),
      'INVOICE_TOO_LARGE',
      /At most 1000000/,
    ],
  ])('refuses %s', (_what, text, code, message) => {
    const error = caught(() => readInvoice(utf8(text)));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error).toMatchObject({ code, input: 'invoice' });
    expect(error.message).toMatch(message);
  });

  it('refuses bytes that are not UTF-8', () => {
    const latin2 = utf8(invoice());
    latin2[latin2.length - 20] = 0xb1;
    expect(caught(() => readInvoice(latin2))).toMatchObject({ code: 'INVALID_ENCODING' });
  });

  it('lets an invoice with attachment be larger', () => {
    const large = invoice({ body: `<x>${'a'.repeat(1_500_000)}</x>` }).replace(
      '</Faktura>',
      '<Zalacznik/></Faktura>',
    );
    expect(readInvoice(utf8(large)).hasAttachment).toBe(true);
    expect(caught(() => readInvoice(utf8(large.replace('a', 'a'.repeat(2_000_000)))))).toMatchObject({
      code: 'INVOICE_TOO_LARGE',
    });
  });

  it('throws nothing but its own errors, whatever it is given', () => {
    const good = utf8(invoice());
    const mutated = fc.tuple(fc.nat(good.length - 1), fc.uint8Array({ maxLength: 8 })).map(([at, bytes]) => {
      const copy = Uint8Array.from(good);
      copy.set(bytes.subarray(0, copy.length - at), at);
      return copy;
    });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), mutated), (bytes) => {
        try {
          readInvoice(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidInputError);
        }
      }),
      { numRuns: 500 },
    );
  });

  it.skipIf(!haveSamples)('reads every official sample and template', () => {
    const values = new Proxy(
      {},
      {
        get: (_target, name) => (/nip/i.test(String(name)) ? '5265877635' : '2026-02-01'),
        has: () => true,
        getOwnPropertyDescriptor: () => ({ value: 'x', configurable: true, enumerable: true }),
      },
    );
    const forms = new Set<string>();
    for (const folder of ['fa3', 'templates']) {
      for (const name of readdirSync(join(samples, folder))) {
        const text = readFileSync(join(samples, folder, name), 'utf8').replace(/^\uFEFF/, '');
        const { formCode, issueDate, sellerNip } = readInvoice(
          utf8(fillTemplate(text, values as Record<string, string>)),
        );
        expect(issueDate).toMatch(/^\d{4}-\d\d-\d\d$/);
        expect(sellerNip).toMatch(/^\d{10}$/);
        forms.add(formCode.systemCode);
      }
    }
    expect([...forms].sort()).toEqual(['FA (2)', 'FA (3)', 'FA_RR (1)', 'PEF (3)', 'PEF_KOR (3)']);
  });
});

describe('readUpo', () => {
  const upo = (context: string) =>
    `<Potwierdzenie xmlns="http://upo.schematy.mf.gov.pl/KSeF/v4-3"><NumerReferencyjnySesji>20260201-SO-1</NumerReferencyjnySesji>` +
    `<Uwierzytelnienie><IdKontekstu>${context}</IdKontekstu></Uwierzytelnienie><Dokument><NipSprzedawcy>1</NipSprzedawcy>` +
    '<NumerKSeFDokumentu>2</NumerKSeFDokumentu><NumerFaktury>3</NumerFaktury><DataWystawieniaFaktury>4</DataWystawieniaFaktury>' +
    '<DataPrzeslaniaDokumentu>5</DataPrzeslaniaDokumentu><DataNadaniaNumeruKSeF>6</DataNadaniaNumeruKSeF>' +
    '<SkrotDokumentu>7</SkrotDokumentu><TrybWysylki>Online</TrybWysylki></Dokument></Potwierdzenie>';

  it.each([
    ['<Nip>5265877635</Nip>', 'Nip'],
    ['<IdWewnetrzny>x</IdWewnetrzny>', 'InternalId'],
    ['<IdZlozonyVatUE>x</IdZlozonyVatUE>', 'NipVatUe'],
    ['<IdDostawcyUslugPeppol>x</IdDostawcyUslugPeppol>', 'PeppolId'],
  ])('reads the context %s', (xml, type) => {
    expect(readUpo(utf8(upo(xml))).context?.type).toBe(type);
  });

  it('reads v4-2, which has no TrybWysylki', () => {
    const old = upo('<Nip>5265877635</Nip>')
      .replace('v4-3', 'v4-2')
      .replace('<TrybWysylki>Online</TrybWysylki>', '');
    expect(readUpo(utf8(old))).toMatchObject({
      version: 'v4-2',
      sessionReferenceNumber: '20260201-SO-1',
      invoices: [{ sellerNip: '1', ksefNumber: '2', invoiceHash: '7', mode: undefined }],
    });
  });

  it('reads versions that are yet to come as far as it knows them', () => {
    const next = upo('<Pesel>1</Pesel>')
      .replace('v4-3', 'v10-0')
      .replace('<Dokument>', '<Nowe><Dokument>x</Dokument></Nowe><Dokument Id="1"><Nowe>a<b>c</b></Nowe>')
      .replace('<NumerFaktury>3</NumerFaktury>', '');
    expect(readUpo(utf8(next))).toMatchObject({
      version: 'v10-0',
      context: undefined,
      invoices: [{ ksefNumber: '2', invoiceNumber: undefined, invoiceHash: '7', mode: 'Online' }],
    });
  });

  it('refuses what is no receipt, or one that lacks facts', () => {
    for (const text of [
      '',
      '<a/>',
      upo('').replace('v4-3', 'x'),
      upo('').replace('<SkrotDokumentu>7</SkrotDokumentu>', ''),
      upo('').replace('<NumerKSeFDokumentu>2</NumerKSeFDokumentu>', ''),
      upo('').replace(/<NumerReferencyjnySesji>.*<\/NumerReferencyjnySesji>/, ''),
      upo('').replace(/<Dokument>.*<\/Dokument>/, ''),
      upo('').replace('upo.schematy.mf.gov.pl/KSeF', 'crd.gov.pl/KSeF'),
      `<a xmlns="http://upo.schematy.mf.gov.pl/KSeF/v4-3"><Potwierdzenie/></a>`,
      `<!DOCTYPE a>${upo('')}`,
    ]) {
      const error = caught(() => readUpo(utf8(text)));
      expect(error).toBeInstanceOf(IntegrityError);
      expect(error).toMatchObject({ code: 'INVALID_UPO' });
    }
  });

  it.skipIf(!haveSamples)('reads the official samples', () => {
    const folder = join(samples, 'upo/v4-3');
    for (const kind of readdirSync(folder)) {
      for (const name of readdirSync(join(folder, kind))) {
        const read = readUpo(new Uint8Array(readFileSync(join(folder, kind, name))));
        expect(read.invoices.length).toBeGreaterThan(0);
        expect(read.page === undefined).toBe(name.startsWith('upo-faktura'));
      }
    }
  });
});

function caught(fn: () => unknown): Error {
  try {
    fn();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}
