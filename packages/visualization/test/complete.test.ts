import { hasTools } from '@ksef-tools/testing';
import { describe, expect, it } from 'vitest';
import { invoiceHtml, upoHtml } from '../src/index.js';
import { invoicePdf, upoPdf } from '../src/pdf.js';
import { faLabels } from '../src/text/labels-fa.js';
import { fa1Labels } from '../src/text/labels-fa1.js';
import { pefLabels } from '../src/text/labels-pef.js';
import { rrLabels } from '../src/text/labels-rr.js';
import { upoLabels } from '../src/text/labels-upo.js';
import { type Leaf, leavesOf, packed, shownAs } from './support/leaves.js';
import { textOfPdf } from './support/outside.js';
import { invoiceSamples, receiptSamples } from './support/samples.js';

// Fields that have a column of a table, are part of an address, or whose label is data of the file: their values stand
// apart from their names.
const inColumns =
  /\/(Adres\w*|WysylkaZ|WysylkaPrzez|WysylkaDo|PostalAddress|Address|TaxSubtotal|TerminPlatnosci|FaWiersz|ZamowienieWiersz|FakturaRRWiersz|InvoiceLine|CreditNoteLine|Dokument|DodatkowyOpis|Rejestry|Obciazenia|Odliczenia|FakturaZaliczkowa|ZaliczkaCzesciowa|DaneFaKorygowanej|ZaplataCzesciowa|DokumentZaplaty|Zalacznik)\/|\/P_1[34]_/;

/** The leaves of a file that a picture's text does not have; short values count only as whole words or beside labels. */
function missing(bytes: Uint8Array, text: string): string[] {
  const page = packed(text).replace(/:/g, '');
  return leavesOf(bytes)
    .filter((leaf) => !shownAs(leaf).some((shown) => isShown(page, text, leaf, shown)))
    .map(({ path, text: value }) => `${path}: ${value}`);
}

function isShown(page: string, text: string, { path }: Leaf, shown: string): boolean {
  const value = packed(shown).replace(/:/g, '');
  if (value.length > 4) return page.includes(value);
  if (inColumns.test(path)) return isWholeWord(text, shown);
  return labelsOf(path).some((label) => page.includes(packed(label).replace(/:/g, '') + value));
}

function isWholeWord(text: string, shown: string): boolean {
  const literal = shown.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const grouped = literal.replace(/\d(?=(\d{3})+(?!\d))/g, '$&\\s?');
  return new RegExp(`(^|[\\s/(])${grouped}($|[\\s/),%])`, 'u').test(text);
}

/** What may stand before a value: the label of its field, or of the group that holds nothing else. */
function labelsOf(path: string): string[] {
  const labels = path.includes('FakturaRR') ? rrLabels : { ...upoLabels, ...pefLabels, ...faLabels };
  const ubl = /^\/(Invoice|CreditNote)\//.test(path) ? pefLabels : labels;
  const names = path.split('/').slice(-4).reverse();
  return names.flatMap((name) => [
    name,
    ...[ubl, fa1Labels].flatMap((known) => (Object.hasOwn(known, name) ? [known[name]?.[0] ?? name] : [])),
  ]);
}

/** Texts go on over the ends of pages, which say their number and that of the document. */
function withoutFooters(text: string): string {
  return text.replace(/^Strona \d+ z \d+\n[^\n\f]*/gm, '');
}

function textOfHtml(html: string): string {
  return html
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&');
}

describe('a picture of an invoice', () => {
  it.each(invoiceSamples)('shows every text of $name in HTML', ({ bytes }) => {
    expect(leavesOf(bytes).length).toBeGreaterThan(10);
    expect(missing(bytes, textOfHtml(invoiceHtml(bytes)))).toEqual([]);
  });

  it.skipIf(!hasTools('pdftotext')).each(invoiceSamples)(
    'shows every text of $name in PDF',
    async ({ bytes }) => {
      expect(missing(bytes, withoutFooters(textOfPdf(await invoicePdf(bytes))))).toEqual([]);
    },
  );
});

describe('a picture of a receipt', () => {
  it.each(receiptSamples)('shows every text of $name in HTML', ({ bytes }) => {
    expect(missing(bytes, textOfHtml(upoHtml(bytes)))).toEqual([]);
  });

  it.skipIf(!hasTools('pdftotext')).each(receiptSamples)(
    'shows every text of $name in PDF',
    async ({ bytes }) => {
      expect(missing(bytes, withoutFooters(textOfPdf(await upoPdf(bytes))))).toEqual([]);
    },
  );

  it('would miss a text that is left out', () => {
    const { bytes } = receiptSamples[0] ?? { bytes: new Uint8Array() };
    expect(missing(bytes, '').length).toBe(leavesOf(bytes).length);
  });
});
