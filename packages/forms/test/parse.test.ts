import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidInputError } from '@ksef/core';
import { describe, expect, it } from 'vitest';
import { type Fa3, FormError, parseFa2, parseFa3, parseUpo43 } from '../src/index.js';
import { readXmlTree } from '../src/xml.js';
import { utf8 } from './support/all-forms.js';

const invoice = readFileSync(join(import.meta.dirname, '../../../examples/invoices/2-two-rates.xml'), 'utf8');
const changed = (from: string | RegExp, to: string) => {
  expect(invoice).toMatch(from);
  return utf8(invoice.replace(from, to));
};
const refusal = (bytes: Uint8Array): FormError => {
  try {
    parseFa3(bytes);
  } catch (error) {
    if (error instanceof FormError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
};

describe('parseFa3', () => {
  it("makes an object with the form's names, attributes as fields, repeated elements as arrays, texts as they are", () => {
    const { Naglowek, Fa, Podmiot2 } = parseFa3(utf8(invoice));
    expect(Naglowek.KodFormularza).toEqual({ kodSystemowy: 'FA (3)', wersjaSchemy: '1-0E', value: 'FA' });
    expect(Array.isArray(Fa.FaWiersz)).toBe(true);
    expect(Fa.P_15).toMatch(/^\d+(\.\d+)?$/);
    const nip: string | undefined = Podmiot2.DaneIdentyfikacyjne.NIP;
    expect(nip).toMatch(/^\d{10}$/);
  });

  it('keeps the digits that the file has', () => {
    const { Fa } = parseFa3(changed(/<P_15>[^<]*/, '<P_15>100.10'));
    expect(Fa.P_15).toBe('100.10');
  });

  it('takes a tree as well', () => {
    expect(parseFa3(readXmlTree(utf8(invoice)))).toEqual(parseFa3(utf8(invoice)));
  });

  it.each([
    ['an unknown element', /<P_2>/, '<P_99/><P_2>', '/Faktura/Fa/P_99', 'unexpected'],
    ['a missing element', /<P_2>[^<]*<\/P_2>/, '', '/Faktura/Fa/P_6', 'unexpected'],
    [
      'swapped elements',
      /(<P_1>[^<]*<\/P_1>)([\s\S]*?)(<P_2>[^<]*<\/P_2>)/,
      '$3$2$1',
      '/Faktura/Fa/P_2',
      'unexpected',
    ],
    ['a comma in an amount', /<P_15>[^<]*/, '<P_15>123,45', '/Faktura/Fa/P_15', 'value'],
    ['three decimals', /<P_15>[^<]*/, '<P_15>123.456', '/Faktura/Fa/P_15', 'value'],
    ['an unknown rate', /<P_12>[^<]*/, '<P_12>99', '/Faktura/Fa/FaWiersz[1]/P_12', 'value'],
    ['an unknown country', /<KodKraju>[^<]*/, '<KodKraju>XX', '/Faktura/Podmiot1/Adres/KodKraju', 'value'],
    [
      'a name that is too long',
      /<P_7>[^<]*/,
      `<P_7>${'x'.repeat(600)}`,
      '/Faktura/Fa/FaWiersz[1]/P_7',
      'value',
    ],
    ['a date that does not exist', /<P_1>[^<]*/, '<P_1>2026-02-30', '/Faktura/Fa/P_1', 'value'],
    [
      'a date before the form',
      /(<DataWytworzeniaFa>)[^<]*/,
      '$12025-08-31T23:59:59Z',
      '/Faktura/Naglowek/DataWytworzeniaFa',
      'value',
    ],
    ['an empty name', /<P_7>[^<]*/, '<P_7>  ', '/Faktura/Fa/FaWiersz[1]/P_7', 'value'],
    [
      'another code of the form',
      /kodSystemowy="[^"]*"/,
      'kodSystemowy="FA (2)"',
      '/Faktura/Naglowek/KodFormularza',
      'value',
    ],
    ['a missing attribute', /kodSystemowy="[^"]*"/, '', '/Faktura/Naglowek/KodFormularza', 'missing'],
    ['an unknown attribute', /<Fa>/, '<Fa x="1">', '/Faktura/Fa', 'unexpected'],
    ['text between elements', /<Fa>/, '<Fa>text', '/Faktura/Fa', 'unexpected'],
    ['an element of another namespace', /<P_2>/, '<P_2 xmlns="urn:x">', '/Faktura/Fa/P_2', 'unexpected'],
    ['what is missing at the end', /<RodzajFaktury>[\s\S]*<\/FaWiersz>/, '', '/Faktura/Fa', 'missing'],
  ])('refuses %s with its path', (_what, from, to, path, kind) => {
    const error = refusal(changed(from, to));
    expect(error).toMatchObject({ code: 'INVALID_FORM', input: 'document' });
    expect(error.problems.map((problem) => `${problem.kind} ${problem.path}`)).toContain(`${kind} ${path}`);
    for (const { line, column } of error.problems) expect([line > 0, column > 0]).toEqual([true, true]);
    expect(error.message).toMatch(/^\/Faktura\S* \(line \d+, column \d+\): \S/);
  });

  it('lists all problems, at most a hundred', () => {
    const two = refusal(utf8(invoice.replace(/<P_12>[^<]*/g, '<P_12>99')));
    expect(two.problems.length).toBeGreaterThan(1);
    expect(two.message).toMatch(/And \d+ more\.$/);
    expect(two.path).toBe('/Faktura/Fa/FaWiersz[1]/P_12');
    expect(refusal(changed(/<P_2>/, `${'<x/>'.repeat(300)}<P_2>`)).problems).toHaveLength(100);
  });

  it('says which parser a document of another form needs', () => {
    const wrong = expect.objectContaining({
      code: 'WRONG_FORM',
      message: expect.stringContaining('of the form fa3'),
    });
    expect(() => parseFa2(utf8(invoice))).toThrow(wrong);
    expect(() => parseFa3(utf8('<a/>'))).toThrow(expect.objectContaining({ code: 'WRONG_FORM' }));
    expect(() => parseFa3(invoice as never)).toThrow(InvalidInputError);
  });

  it('says where things stand, beside the model', () => {
    const { model, positionOf, problems } = parseFa3(utf8(invoice), { positions: true });
    expect(model).toEqual(parseFa3(utf8(invoice)));
    expect(problems).toEqual([]);
    const before = invoice.slice(0, invoice.indexOf('<P_12>', invoice.indexOf('<P_12>') + 1)).split('\n');
    expect(positionOf('/Faktura/Fa/FaWiersz[2]/P_12')).toEqual({
      line: before.length,
      column: (before.at(-1) ?? '').length + 1,
    });
    expect(positionOf('/Faktura/Fa/FaWiersz[9]')).toBeUndefined();
  });
});

describe('parseFa3, leniently', () => {
  it('reads invalid text that KSeF once accepted, and says what is wrong with it', () => {
    const bytes = changed(/<P_7>[^<]*/, `<P_7>?\u0080${'x'.repeat(600)}`);
    bytes[bytes.indexOf(0x3f, 100)] = 0x81;
    const { model, problems, positionOf } = parseFa3(bytes, { lenient: true });
    expect(model.Fa.FaWiersz?.[0]?.P_7).toBe(`\uFFFD\u0080${'x'.repeat(600)}`);
    expect(problems.map(({ kind, path }) => [kind, path])).toEqual([
      ['encoding', ''],
      ['character', ''],
      ['value', '/Faktura/Fa/FaWiersz[1]/P_7'],
    ]);
    const place = positionOf('/Faktura/Fa/FaWiersz[1]/P_7');
    expect(problems[2]).toMatchObject(place ?? {});
  });

  it('passes over unknown elements, keeps the first of one too many, and goes on where something is missing', () => {
    const text = invoice
      .replace('<P_2>', '<P_99><P_2>deep</P_2></P_99><P_2>')
      .replace(/(<P_15>)[^<]*<\/P_15>/, '$&$11.00</P_15>')
      .replace(/<Podmiot1>[\s\S]*<\/Podmiot1>/, '');
    const { model, problems } = parseFa3(utf8(text), { lenient: true });
    const strict: Fa3.Faktura = parseFa3(utf8(invoice));
    expect(model).toEqual({ ...strict, Podmiot1: undefined });
    expect(problems.length).toBeGreaterThanOrEqual(3);
  });

  it('finds nothing wrong with a valid document', () => {
    expect(parseFa3(utf8(invoice), { lenient: true }).problems).toEqual([]);
  });
});

describe('parseUpo43', () => {
  const upo = (more: string) =>
    `<Potwierdzenie xmlns="http://upo.schematy.mf.gov.pl/KSeF/v4-3"><NazwaPodmiotuPrzyjmujacego>Ministerstwo Finansów - TE</NazwaPodmiotuPrzyjmujacego>` +
    '<NumerReferencyjnySesji>20260201-SO-0123456789-0123456789-AB</NumerReferencyjnySesji><Uwierzytelnienie><IdKontekstu><Nip>5265877635</Nip></IdKontekstu>' +
    `<SkrotDokumentuUwierzytelniajacego>${'A'.repeat(43)}=</SkrotDokumentuUwierzytelniajacego></Uwierzytelnienie>` +
    '<NazwaStrukturyLogicznej>x</NazwaStrukturyLogicznej><KodFormularza>FA (3)</KodFormularza><Dokument><NipSprzedawcy>5265877635</NipSprzedawcy>' +
    '<NumerKSeFDokumentu>5265877635-20260201-0123456789AB-CD</NumerKSeFDokumentu><NumerFaktury>1</NumerFaktury>' +
    '<DataWystawieniaFaktury>2026-02-01</DataWystawieniaFaktury><DataPrzeslaniaDokumentu>2026-02-01T10:00:00Z</DataPrzeslaniaDokumentu>' +
    `<DataNadaniaNumeruKSeF>2026-02-01T10:00:00Z</DataNadaniaNumeruKSeF><SkrotDokumentu>${'A'.repeat(43)}=</SkrotDokumentu>` +
    `<TrybWysylki>Online</TrybWysylki></Dokument>${more}</Potwierdzenie>`;

  it('takes the signature and the sender of a test environment, which the schema does not have', () => {
    const signature =
      '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo/></ds:Signature>';
    const { NazwaPodmiotuPrzyjmujacego, Signature, Dokument } = parseUpo43(utf8(upo(signature)));
    expect(NazwaPodmiotuPrzyjmujacego).toBe('Ministerstwo Finansów - TE');
    expect(Signature?.children[0]?.name).toBe('SignedInfo');
    expect(Dokument[0]?.NumerFaktury).toBe('1');
    expect(parseUpo43(utf8(upo(''))).Signature).toBeUndefined();
    expect(() => parseUpo43(utf8(upo('<x xmlns="urn:x"/>')))).toThrow(FormError);
  });
});
