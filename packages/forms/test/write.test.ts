import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Fa3, FormError, parseFa3, parsePefKor3, writeFa3, writePefKor3 } from '../src/index.js';
import { utf8 } from './support/all-forms.js';

const file = readFileSync(join(import.meta.dirname, '../../../examples/invoices/2-two-rates.xml'));
const invoice = parseFa3(file);
const text = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
const withFa = (fields: object): Fa3.Faktura => ({ ...invoice, Fa: { ...invoice.Fa, ...fields } as Fa3.Fa });
const refusal = (model: unknown): FormError => {
  try {
    writeFa3(model as Fa3.Faktura);
  } catch (error) {
    if (error instanceof FormError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
};

describe('writeFa3', () => {
  it('writes UTF-8 without BOM, in the default namespace, in the order of the schema', () => {
    const backwards = JSON.parse(JSON.stringify(invoice), (_key, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).reverse())
        : value,
    );
    const written = writeFa3(backwards);
    expect(text(written)).toMatch(
      /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<Faktura xmlns="http:\/\/crd\.gov\.pl\/wzor\/2025\/06\/25\/13775\/"><Naglowek>/,
    );
    expect(written).toEqual(writeFa3(invoice));
    expect(parseFa3(written)).toEqual(invoice);
  });

  it('escapes what XML asks for, and keeps white space', () => {
    const name = ' <a href="x">&\'żółć\' 𝄞\r\n\t]]> ';
    const written = writeFa3(withFa({ P_2: name }));
    expect(parseFa3(written).Fa.P_2).toBe(name);
  });

  it('takes undefined and arrays of nothing for what is not there', () => {
    expect(writeFa3(withFa({ KursWalutyZ: undefined, WZ: [], ZaliczkaCzesciowa: [] }))).toEqual(
      writeFa3(invoice),
    );
  });

  it.each([
    ['a missing field', { P_2: undefined }, 'missing', '/Faktura/Fa', /P_2 is missing/],
    ['an unknown field', { P_99: '1' }, 'unexpected', '/Faktura/Fa/P_99', /P_99/],
    ['a number', { P_15: 12.3 }, 'value', '/Faktura/Fa/P_15', /string.*keep all their digits/],
    ['null', { P_15: null }, 'missing', '/Faktura/Fa/P_15', /missing/],
    ['a text instead of an object', { Adnotacje: 'x' }, 'value', '/Faktura/Fa/Adnotacje', /object/],
    ['one instead of several', { FaWiersz: {} }, 'value', '/Faktura/Fa/FaWiersz', /array/],
    [
      'both branches of a choice',
      { P_6: '2026-02-01', OkresFa: { P_6_Od: '2026-02-01', P_6_Do: '2026-02-28' } },
      'unexpected',
      '/Faktura/Fa',
      /P_6 and OkresFa exclude each other/,
    ],
    ['half of a group', { P_14_5: '1.00' }, 'missing', '/Faktura/Fa', /P_13_5 is missing/],
    [
      'too many',
      { ZaliczkaCzesciowa: Array(32).fill({ P_6Z: '2026-02-01', P_15Z: '1' }) },
      'unexpected',
      '/Faktura/Fa/ZaliczkaCzesciowa[32]',
      /At most 31/,
    ],
    [
      'a value that is too long',
      { P_2: 'x'.repeat(257) },
      'value',
      '/Faktura/Fa/P_2',
      /257 characters. At most 256/,
    ],
    ['a discouraged character', { P_2: 'a\u0080' }, 'character', '/Faktura/Fa/P_2', /U\+0080/],
    ['a control character', { P_2: 'a\u0001' }, 'character', '/Faktura/Fa/P_2', /U\+0001/],
    ['half a character', { P_2: 'a\uD800' }, 'character', '/Faktura/Fa/P_2', /U\+D800/],
    [
      'a value in the second line',
      { FaWiersz: [invoice.Fa.FaWiersz?.[0], { NrWierszaFa: 'x' }] },
      'value',
      '/Faktura/Fa/FaWiersz[2]/NrWierszaFa',
      /integer/,
    ],
  ])('refuses %s with its path', (_what, fields, kind, path, message) => {
    const error = refusal(withFa(fields));
    expect(error).toMatchObject({ code: 'INVALID_FORM', input: 'model' });
    expect(error.problems[0]).toMatchObject({ kind, path, line: 0, column: 0 });
    expect(error.problems[0]?.message).toMatch(message);
  });

  it('refuses a wrong attribute, and what is no model at all', () => {
    const { KodFormularza } = invoice.Naglowek;
    const wrong = {
      ...invoice,
      Naglowek: { ...invoice.Naglowek, KodFormularza: { ...KodFormularza, wersjaSchemy: '2' } },
    };
    expect(refusal(wrong).problems[0]).toMatchObject({
      path: '/Faktura/Naglowek/KodFormularza/@wersjaSchemy',
      kind: 'value',
    });
    const none = { ...invoice, Naglowek: { ...invoice.Naglowek, KodFormularza: { value: 'FA' } } };
    expect(refusal(none).problems).toHaveLength(2);
    for (const nothing of [undefined, null, 'x', 1, []]) expect(refusal(nothing).path).toBe('/Faktura');
  });

  it('lists at most a hundred problems', () => {
    expect(refusal(withFa({ WZ: Array(300).fill('') })).problems).toHaveLength(100);
  });
});

describe('writePefKor3', () => {
  const ubl = 'urn:oasis:names:specification:ubl:schema:xsd:';
  const party = '<cac:Party/>';
  const note =
    `<x:CreditNote xmlns:x="${ubl}CreditNote-2" xmlns:cac="${ubl}CommonAggregateComponents-2" xmlns:b="${ubl}CommonBasicComponents-2" xmlns:ext="${ubl}CommonExtensionComponents-2">` +
    '<ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent><y:Own xmlns:y="urn:y" y:a="&lt;" b="2"><y:Part>&amp;</y:Part><Other xmlns="urn:z"/></y:Own></ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>' +
    `<b:ID>1</b:ID><b:IssueDate>2026-02-01</b:IssueDate><cac:AccountingSupplierParty>${party}</cac:AccountingSupplierParty><cac:AccountingCustomerParty>${party}</cac:AccountingCustomerParty>` +
    '<cac:LegalMonetaryTotal><b:PayableAmount currencyID="PLN">1</b:PayableAmount></cac:LegalMonetaryTotal>' +
    '<cac:CreditNoteLine><b:ID>1</b:ID></cac:CreditNoteLine></x:CreditNote>';

  it('writes usual prefixes, or those that the document had, and extensions as they were', () => {
    const { model, prefixes } = parsePefKor3(utf8(note), { positions: true });
    const usual = text(writePefKor3(model));
    expect(usual).toContain('<CreditNote xmlns="urn:oasis');
    expect(usual).toContain('<cbc:ID>1</cbc:ID>');
    expect(usual).not.toContain('cac-pl');
    const own = text(writePefKor3(model, { prefixes }));
    expect(own).toContain('<x:CreditNote ');
    expect(own).toContain('<b:ID>1</b:ID>');
    const again = parsePefKor3(utf8(usual)).UBLExtensions?.UBLExtension[0]?.ExtensionContent.any;
    expect(again).toMatchObject({
      name: 'Own',
      namespace: 'urn:y',
      attributes: [
        { name: 'a', namespace: 'urn:y', value: '<' },
        { name: 'b', namespace: '', value: '2' },
      ],
      children: [
        { name: 'Part', namespace: 'urn:y', text: '&' },
        { name: 'Other', namespace: 'urn:z' },
      ],
    });
  });
});
