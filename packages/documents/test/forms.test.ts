import { InvalidInputError } from '@ksef/core';
import { describe, expect, it } from 'vitest';
import { readInvoice } from '../src/index.js';

const utf8 = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readInvoice(utf8(text));

const ubl = 'urn:oasis:names:specification:ubl:schema:xsd:';

/** An invoice or a correction as Peppol writes them. */
function pef(root: 'Invoice' | 'CreditNote', options: { party?: string; body?: string } = {}): string {
  const party =
    options.party ?? '<cac:PartyTaxScheme><cbc:CompanyID>PL5265877635</cbc:CompanyID></cac:PartyTaxScheme>';
  return (
    `<u:${root} xmlns:u="${ubl}${root}-2" xmlns:cac="${ubl}CommonAggregateComponents-2" xmlns:cbc="${ubl}CommonBasicComponents-2">` +
    `<cbc:ID> FV/7 </cbc:ID><cbc:IssueDate>2026-02-01</cbc:IssueDate>${options.body ?? ''}` +
    `<cac:AccountingSupplierParty><cac:Party>${party}</cac:Party></cac:AccountingSupplierParty></u:${root}>`
  );
}

function fa(form: string, body = ''): string {
  return (
    `<Faktura xmlns="http://crd.gov.pl/wzor/2025/06/25/13775/"><Naglowek>${form}</Naglowek>` +
    '<Podmiot1><DaneIdentyfikacyjne><NIP>5265877635</NIP></DaneIdentyfikacyjne></Podmiot1>' +
    `<Fa><P_1>2026-02-01</P_1><P_2>FV/1</P_2></Fa>${body}</Faktura>`
  );
}

const fa3 = '<KodFormularza kodSystemowy="FA (3)" wersjaSchemy="1-0E">FA</KodFormularza>';

const refusal = (text: string): InvalidInputError => {
  try {
    read(text);
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidInputError);
    return error as InvalidInputError;
  }
  throw new Error('it was taken');
};

describe('PEF', () => {
  it.each([
    ['Invoice', 'PEF (3)'],
    ['CreditNote', 'PEF_KOR (3)'],
  ] as const)('%s is read by its namespaces', (root, systemCode) => {
    expect(read(pef(root))).toMatchObject({
      formCode: { systemCode },
      sellerNip: '5265877635',
      invoiceNumber: 'FV/7',
      issueDate: '2026-02-01',
      kind: undefined,
      hasAttachment: false,
    });
  });

  it.each(['Invoice', 'CreditNote'] as const)('%s may name its seller as a legal entity only', (root) => {
    const party = '<cac:PartyLegalEntity><cbc:CompanyID>5265877635</cbc:CompanyID></cac:PartyLegalEntity>';
    expect(read(pef(root, { party })).sellerNip).toBe('5265877635');
    const both = `${party.replace('5265877635', '1111111111')}<cac:PartyTaxScheme><cbc:CompanyID>PL5265877635</cbc:CompanyID></cac:PartyTaxScheme>`;
    expect(read(pef(root, { party: both })).sellerNip).toBe('5265877635');
  });

  it.each(['Invoice', 'CreditNote'] as const)('%s carries files in itself', (root) => {
    const body =
      '<cac:AdditionalDocumentReference><cac:Attachment><cbc:EmbeddedDocumentBinaryObject>AA==</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>';
    expect(read(pef(root, { body })).hasAttachment).toBe(true);
  });

  it.each([
    [
      'the root of a correction in the namespace of invoices',
      pef('Invoice').replaceAll('u:Invoice', 'u:CreditNote'),
    ],
    [
      'the root of an invoice in the namespace of corrections',
      pef('CreditNote').replaceAll('u:CreditNote', 'u:Invoice'),
    ],
    ['another namespace', pef('Invoice').replace('Invoice-2', 'Invoice-3')],
    ['no namespace', '<Invoice/>'],
    ['no namespace, as a correction', '<CreditNote/>'],
  ])('refuses %s', (_what, text) => {
    expect(refusal(text)).toMatchObject({
      code: 'NOT_AN_INVOICE',
      message: expect.stringMatching(/root element is <(Invoice|CreditNote)>\. Expected <Faktura>, or UBL's/),
    });
  });
});

describe('KodFormularza', () => {
  it.each([
    ['FA (2)', '1-0E', 'FA'],
    ['FA (3)', '1-0E', 'FA'],
    ['FA_RR (1)', '1-1E', 'FA_RR'],
  ])('%s is known in all three fields', (systemCode, version, value) => {
    const form = (code = systemCode, schema = version, text = value) =>
      `<KodFormularza kodSystemowy="${code}" wersjaSchemy="${schema}">${text}</KodFormularza>`;
    expect(read(fa(form())).formCode).toEqual({ systemCode, schemaVersion: version, value });
    for (const wrong of [form('FA (9)'), form(systemCode, '9-9E'), form(systemCode, version, 'XX')])
      expect(refusal(fa(wrong)).code).toBe('UNKNOWN_FORM');
  });

  it('is told as far as it stands there', () => {
    expect(refusal(fa('<KodFormularza>FA</KodFormularza>')).message).toMatch(
      /form code \(KodFormularza\): none\. KSeF accepts/,
    );
    expect(refusal(fa('<KodFormularza kodSystemowy="FA (3)"/>')).message).toMatch(
      /: FA \(3\), no version, \. KSeF/,
    );
    expect(
      refusal(fa('<KodFormularza kodSystemowy="FA (3)" wersjaSchemy="1-9E">FA</KodFormularza>')).message,
    ).toMatch(
      /: FA \(3\), 1-9E, FA\. KSeF accepts FA \(2\), FA \(3\), PEF \(3\), PEF_KOR \(3\) and FA_RR \(1\)/,
    );
  });
});

describe('what an invoice must have', () => {
  it.each([
    ['<NIP>5265877635</NIP>', 'The invoice has no NIP of the seller.'],
    ['<P_2>FV/1</P_2>', 'The invoice has no number.'],
    ['<P_1>2026-02-01</P_1>', 'The invoice has no date of issue.'],
  ])('without %s it is refused', (element, message) => {
    expect(refusal(fa(fa3).replace(element, ''))).toMatchObject({ code: 'NOT_AN_INVOICE', message });
    expect(refusal(fa(fa3).replace(element, element.replace(/>[^<]+</, '> <')))).toMatchObject({ message });
  });

  it('reads the first of several, and a NIP without its prefix', () => {
    const twice = fa(fa3).replace('</Fa>', '</Fa><Fa><P_2>FV/2</P_2></Fa>');
    expect(read(twice).invoiceNumber).toBe('FV/1');
    expect(read(fa(fa3).replace('>5265877635<', '>PL5265877635<')).sellerNip).toBe('5265877635');
    expect(read(fa(fa3).replace('>5265877635<', '>52PL65877635<')).sellerNip).toBe('52PL65877635');
  });
});

describe('sizes', () => {
  const sizeBytes = utf8(fa(fa3)).length;

  it('may be as large as is allowed, and not larger', () => {
    expect(
      readInvoice(utf8(fa(fa3)), { maxBytes: sizeBytes, maxBytesWithAttachment: sizeBytes }).sizeBytes,
    ).toBe(sizeBytes);
    expect(() => readInvoice(utf8(fa(fa3)), { maxBytes: sizeBytes - 1 })).toThrow(
      `The invoice has ${sizeBytes} bytes. At most ${sizeBytes - 1} are allowed.`,
    );
  });

  it('are judged before anything is read, where no attachment could excuse them', () => {
    const text = '<'.repeat(50);
    expect(() => readInvoice(utf8(text), { maxBytes: 10, maxBytesWithAttachment: 49 })).toThrow(
      /At most 49 are allowed/,
    );
  });
});

describe('encodings', () => {
  it.each([
    [[0xef, 0xbb, 0xbf], /byte-order mark/],
    [
      [0xff, 0xfe, 0x3c, 0x00],
      /not UTF-8, the only encoding that KSeF accepts\. Save it as UTF-8 without BOM/,
    ],
    [[0xfe, 0xff, 0x00, 0x3c], /not UTF-8/],
    [[0xef, 0xbb, 0x3c], /not UTF-8/],
    [[0xef, 0x3c, 0xbf], /not UTF-8/],
    [[0x3c, 0xbb, 0xbf], /not UTF-8/],
  ])('refuses a file that begins with %j', (start, message) => {
    const bytes = Uint8Array.from([...start, ...utf8(fa(fa3))]);
    expect(() => readInvoice(bytes)).toThrow(
      expect.objectContaining({
        code: 'INVALID_ENCODING',
        input: 'invoice',
        message: expect.stringMatching(message),
      }),
    );
  });

  it('takes U+FEFF within, where it marks nothing', () => {
    expect(read(fa(fa3, '<x>a\uFEFFb</x>')).invoiceNumber).toBe('FV/1');
  });

  it('takes any spelling of UTF-8 and XML 1.0 only', () => {
    expect(read(`<?xml version='1.0' encoding='utf-8'?>${fa(fa3)}`).invoiceNumber).toBe('FV/1');
    expect(read(`<?xml version="1.0"?>${fa(fa3)}`).invoiceNumber).toBe('FV/1');
    expect(refusal(`<?xml version="1.1" encoding="UTF-8"?>${fa(fa3)}`)).toMatchObject({
      code: 'INVALID_XML',
      message: expect.stringContaining('it is XML 1.1, not 1.0'),
    });
  });
});

describe('characters that KSeF refuses', () => {
  it.each([
    ['&#127;', 'U+007F'],
    ['&#x7f;', 'U+007F'],
    ['&#x86;', 'U+0086'],
    ['\u009f', 'U+009F'],
    ['\uFDD0', 'U+FDD0'],
    ['&#x1FFFE;', 'U+1FFFE'],
    ['&#x10FFFF;', 'U+10FFFF'],
  ])('%s is told with its line', (character, name) => {
    const text = fa(fa3, `\n<x>\n${character}\n</x>\n`);
    expect(refusal(text)).toMatchObject({
      code: 'FORBIDDEN_XML',
      message: `KSeF rejects the character ${name} (line 3). Remove it.`,
    });
  });

  it('do not include others, however they are written', () => {
    const text = fa(fa3, '<x>&#x85;\u0085&#65;&#x41;&#x10FFFD;ąę€😀</x>');
    expect(read(text).invoiceNumber).toBe('FV/1');
  });
});

describe('documents that are traps', () => {
  it('are read to a hundred levels and no deeper', () => {
    const nested = (levels: number) => fa(fa3, `${'<x>'.repeat(levels)}${'</x>'.repeat(levels)}`);
    expect(read(nested(99)).invoiceNumber).toBe('FV/1');
    expect(refusal(nested(100))).toMatchObject({
      code: 'INVALID_XML',
      message: expect.stringContaining('elements are nested more than 100 deep'),
    });
  });

  it('find no fact in CDATA beside the place, nor in comments', () => {
    const text = fa(fa3).replace('FV/1', '<!-- FV/0 -->FV<![CDATA[/1 <NIP>]]>');
    expect(read(text).invoiceNumber).toBe('FV/1 <NIP>');
  });
});

describe('the seller of PEF with several registrations', () => {
  const registration = (companyId: string, scheme?: string) =>
    `<cac:PartyTaxScheme><cbc:CompanyID>${companyId}</cbc:CompanyID>${
      scheme === undefined ? '' : `<cac:TaxScheme><cbc:ID>${scheme}</cbc:ID></cac:TaxScheme>`
    }</cac:PartyTaxScheme>`;
  it.each([
    ['a REGON first', registration('141077404', 'REGON') + registration('PL5265877635', 'VAT')],
    ['a long REGON first', registration('14107740400000', 'REGON') + registration('5265877635', 'VAT')],
    ['a REGON first, without schemes', registration('141077404') + registration('PL5265877635')],
    ['a REGON second', registration('PL5265877635', 'VAT') + registration('141077404', 'REGON')],
    [
      'another number of ten digits first',
      registration('7811900008', 'KRS') + registration('5265877635', 'VAT'),
    ],
    [
      'a REGON only, and a legal entity',
      `${registration('141077404', 'REGON')}<cac:PartyLegalEntity><cbc:CompanyID>5265877635</cbc:CompanyID></cac:PartyLegalEntity>`,
    ],
  ])('%s', (_name, party) => {
    expect(read(pef('Invoice', { party })).sellerNip).toBe('5265877635');
    expect(read(pef('CreditNote', { party })).sellerNip).toBe('5265877635');
  });
});

describe('elements of other namespaces', () => {
  it('are not attachments, sellers or numbers', () => {
    expect(read(fa(fa3, '<Zalacznik/>')).hasAttachment).toBe(true);
    expect(read(fa(fa3, '<Zalacznik xmlns="urn:x"/>')).hasAttachment).toBe(false);
    const changed = fa(fa3)
      .replace('<NIP>', '<NIP xmlns="urn:x">7811900008</NIP><NIP>')
      .replace('<P_2>', '<P_2 xmlns="urn:x">FV/9</P_2><P_2>');
    expect(read(changed)).toMatchObject({ sellerNip: '5265877635', invoiceNumber: 'FV/1' });
    const pefAttachment =
      '<AdditionalDocumentReference><Attachment><EmbeddedDocumentBinaryObject/></Attachment></AdditionalDocumentReference>';
    expect(read(pef('Invoice', { body: pefAttachment })).hasAttachment).toBe(false);
  });

  it('do not come back in messages at full length', () => {
    const { message } = refusal(`<${'a'.repeat(500_000)}/>`);
    expect(message.length).toBeLessThan(1_000);
    expect(
      refusal(
        fa('<KodFormularza kodSystemowy="x">FA</KodFormularza>'.replace('x"', `${'x'.repeat(500_000)}"`)),
      ).message.length,
    ).toBeLessThan(1_000);
    expect(refusal(`<Faktura><?${'x'.repeat(500_000)} ?></Faktura>`).message.length).toBeLessThan(1_000);
  });
});
