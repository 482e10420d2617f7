import { IntegrityError } from '@ksef/core';
import { describe, expect, it } from 'vitest';
import { readUpo } from '../src/index.js';

const utf8 = (text: string) => new TextEncoder().encode(text);

const first =
  '<Dokument><NipSprzedawcy>5265877635</NipSprzedawcy><NumerKSeFDokumentu>K-1</NumerKSeFDokumentu><NumerFaktury>FV/1</NumerFaktury>' +
  '<DataWystawieniaFaktury>2026-02-01</DataWystawieniaFaktury><DataPrzeslaniaDokumentu>2026-02-01T10:00:00Z</DataPrzeslaniaDokumentu>' +
  '<DataNadaniaNumeruKSeF>2026-02-01T10:00:05Z</DataNadaniaNumeruKSeF><SkrotDokumentu>H-1</SkrotDokumentu><TrybWysylki>Offline</TrybWysylki></Dokument>';
const second =
  '<Dokument><NumerKSeFDokumentu>K-2</NumerKSeFDokumentu><SkrotDokumentu>H-2</SkrotDokumentu></Dokument>';

function upo(options: { page?: string; documents?: string; root?: string } = {}): string {
  const { page = '', documents = first + second, root = 'Potwierdzenie' } = options;
  return (
    `<${root} xmlns="http://upo.schematy.mf.gov.pl/KSeF/v4-3"><NumerReferencyjnySesji>S-1</NumerReferencyjnySesji>` +
    `<Uwierzytelnienie><IdKontekstu><Nip>5265877635</Nip></IdKontekstu></Uwierzytelnienie>${page}${documents}</${root}>`
  );
}

function refusal(bytes: Uint8Array): IntegrityError {
  try {
    readUpo(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(IntegrityError);
    expect(error).toMatchObject({ code: 'INVALID_UPO' });
    return error as IntegrityError;
  }
  throw new Error('it was taken');
}

describe('readUpo', () => {
  it('reads every fact of every invoice, none of the one before', () => {
    expect(readUpo(utf8(upo()))).toEqual({
      version: 'v4-3',
      sessionReferenceNumber: 'S-1',
      context: { type: 'Nip', value: '5265877635' },
      page: undefined,
      invoices: [
        {
          ksefNumber: 'K-1',
          invoiceHash: 'H-1',
          sellerNip: '5265877635',
          invoiceNumber: 'FV/1',
          issueDate: '2026-02-01',
          sentAt: '2026-02-01T10:00:00Z',
          ksefNumberAssignedAt: '2026-02-01T10:00:05Z',
          mode: 'Offline',
        },
        { ksefNumber: 'K-2', invoiceHash: 'H-2' },
      ],
    });
  });

  it('tells which page of how many it is', () => {
    const page =
      '<OpisPotwierdzenia><Strona>2</Strona><LiczbaStron>3</LiczbaStron><ZakresDokumentowOd>1</ZakresDokumentowOd>' +
      '<CalkowitaLiczbaDokumentow>25000</CalkowitaLiczbaDokumentow></OpisPotwierdzenia>';
    expect(readUpo(utf8(upo({ page }))).page).toEqual({ number: 2, count: 3, invoiceCount: 25_000 });
  });

  it('says what is wrong', () => {
    const prefix = 'The receipt (UPO) cannot be used: ';
    expect(refusal(utf8(upo({ root: 'Faktura' }))).message).toBe(
      `${prefix}its root element is not a Potwierdzenie of KSeF.`,
    );
    expect(refusal(utf8(upo({ documents: '' }))).message).toBe(`${prefix}it confirms no invoice.`);
    expect(refusal(utf8(upo().replace('>S-1<', '><'))).message).toBe(
      `${prefix}NumerReferencyjnySesji is missing.`,
    );
    expect(refusal(utf8(upo().replace('>H-2<', '> <'))).message).toBe(`${prefix}SkrotDokumentu is missing.`);
    expect(refusal(utf8(upo().slice(0, -5))).message).toContain(`${prefix}line 1, column`);
  });

  it('takes no bytes that are not UTF-8 for text', () => {
    const bytes = utf8(upo());
    bytes[upo().indexOf('FV/1')] = 0xb1;
    expect(refusal(bytes).cause).toBeInstanceOf(TypeError);
  });

  it('is not misled by the same names elsewhere', () => {
    const elsewhere =
      '<Inne><Potwierdzenie><NumerReferencyjnySesji>S-2</NumerReferencyjnySesji></Potwierdzenie></Inne>';
    expect(readUpo(utf8(upo({ page: elsewhere })))).toMatchObject({
      version: 'v4-3',
      sessionReferenceNumber: 'S-1',
    });
  });

  it.each([
    [
      'deeper in the invoice',
      (xml: string) =>
        xml.replace('</Dokument>', '<Inne><NumerKSeFDokumentu>K-9</NumerKSeFDokumentu></Inne></Dokument>'),
    ],
    [
      'deeper in the value',
      (xml: string) =>
        xml.replace('</SkrotDokumentu>', '<SkrotDokumentu>H-9</SkrotDokumentu></SkrotDokumentu>'),
    ],
    [
      'of another namespace',
      (xml: string) =>
        xml.replace('</Dokument>', '<NumerKSeFDokumentu xmlns="urn:x">K-9</NumerKSeFDokumentu></Dokument>'),
    ],
    [
      'in a receipt within',
      (xml: string) =>
        xml.replace(
          '<Dokument>',
          '<Dokument><Dokument><NumerKSeFDokumentu>K-9</NumerKSeFDokumentu></Dokument>',
        ),
    ],
    [
      'in a context within',
      (xml: string) => xml.replace('<Nip>5265877635</Nip>', '<Nip>5265877635<Nip>7811900008</Nip></Nip>'),
    ],
    [
      'an unknown element twice',
      (xml: string) => xml.replace('</Dokument>', '<Nowe>1</Nowe><Nowe>2</Nowe></Dokument>'),
    ],
  ])('reads each value from its one place, with the same name %s', (_name, change) => {
    expect(change(upo())).not.toBe(upo());
    expect(readUpo(utf8(change(upo())))).toEqual(readUpo(utf8(upo())));
  });

  it.each([
    [
      'NumerKSeFDokumentu',
      (xml: string) =>
        xml.replace('<SkrotDokumentu>', '<NumerKSeFDokumentu>K-9</NumerKSeFDokumentu><SkrotDokumentu>'),
    ],
    [
      'NumerReferencyjnySesji',
      (xml: string) =>
        xml.replace('<Dokument>', '<NumerReferencyjnySesji>S-9</NumerReferencyjnySesji><Dokument>'),
    ],
    ['IdKontekstu', (xml: string) => xml.replace('</IdKontekstu>', '<Nip>7811900008</Nip></IdKontekstu>')],
  ])('refuses two values for %s', (_name, change) => {
    expect(refusal(utf8(change(upo()))).message).toContain('twice');
  });

  it('is not kept busy by depth or long names', () => {
    const deep = `${`<${'a'.repeat(4_000)}>`.repeat(99)}${'<a/>'.repeat(50_000)}`;
    const start = performance.now();
    expect(refusal(utf8(`<Potwierdzenie>${deep}`)).message.length).toBeLessThan(1_000);
    expect(refusal(utf8('<a>'.repeat(100_000))).code).toBe('INVALID_UPO');
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});
