import { hasTools } from '@ksef-tools/testing';
import { describe, expect, it } from 'vitest';
import { invoicePdf, invoicePdfStream, metadataPdf } from '../src/pdf.js';
import {
  codesOfPdf,
  filesInPdf,
  fontsOfPdf,
  infoOfPdf,
  structureOfPdf,
  textOfPdf,
} from './support/outside.js';
import { invoiceSamples, receiptSamples } from './support/samples.js';

const [sample] = invoiceSamples;
const invoice = sample?.bytes ?? new Uint8Array();
const ksefNumber = '5265877635-20260201-0100001AF629-AF';
const invoiceLink =
  'https://qr.ksef.mf.gov.pl/invoice/5265877635/01-02-2026/ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0';
const certificateLink = `https://qr.ksef.mf.gov.pl/certificate/Nip/5265877635/5265877635/01F20A5D352AE590/ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0/${'a'.repeat(86)}`;
const manyLines = (count: number) => {
  const line = (index: number) =>
    `<FaWiersz><NrWierszaFa>${index + 1}</NrWierszaFa><P_7>Towar numer ${index + 1}</P_7><P_8B>1</P_8B><P_11>1.00</P_11><P_12>23</P_12></FaWiersz>`;
  const lines = Array.from({ length: count }, (_, index) => line(index)).join('');
  return new TextEncoder().encode(
    new TextDecoder().decode(invoice).replace(/<FaWiersz>[\s\S]*<\/FaWiersz>/, () => lines),
  );
};

describe.skipIf(!hasTools('pdftotext'))('invoicePdf', () => {
  it('embeds subsets of its fonts, and tags what it shows', async () => {
    const pdf = await invoicePdf(invoice);
    expect(infoOfPdf(pdf)).toMatchObject({ Tagged: 'yes', Title: expect.stringContaining('FV2022/02/150') });
    const fonts = fontsOfPdf(pdf);
    expect(fonts).toHaveLength(2);
    for (const font of fonts) expect(font).toMatch(/^[A-Z]{6}\+DejaVu.* yes yes yes /);
    const structure = structureOfPdf(pdf);
    for (const element of ['H1', 'H2', 'Table', 'TR', 'TH', 'TD', 'P'])
      expect(structure).toMatch(new RegExp(`^\\s*${element}\\b`, 'm'));
    expect(pdf.length).toBeLessThan(60_000);
  });

  it('repeats the head of a table, and numbers pages', async () => {
    const pdf = await invoicePdf(manyLines(200));
    const { Pages } = infoOfPdf(pdf);
    expect(Number(Pages)).toBeGreaterThan(4);
    const pages = textOfPdf(pdf).split('\f').slice(0, -1);
    expect(pages.length).toBe(Number(Pages));
    pages.forEach((page, index) => {
      expect(page).toContain(`Strona ${index + 1} z ${Pages}`);
      if (page.includes('Towar numer')) expect(page).toContain('Nazwa towaru lub usługi');
    });
    for (const number of [1, 100, 200]) expect(pages.join('')).toContain(`Towar numer ${number} 1 23%`);
  });

  it('shows texts longer than a page', async () => {
    const words = Array.from({ length: 3000 }, (_, index) => `slowo${index}`);
    const long = new TextDecoder()
      .decode(invoice)
      .replace(/<StopkaFaktury>[^<]*/, `<StopkaFaktury>${words.join(' ')}`);
    const text = textOfPdf(await invoicePdf(new TextEncoder().encode(long)));
    for (const word of [words[0], words[1500], words[2999]]) expect(text).toContain(word);
  });

  it('breaks words that no line holds', async () => {
    const word = 'x'.repeat(512);
    const long = new TextDecoder().decode(invoice).replace(/<P_7>[^<]*/, `<P_7>${word}`);
    const text = textOfPdf(await invoicePdf(new TextEncoder().encode(long)));
    expect(text.replace(/\s/g, '')).toContain(word);
  });

  it('streams the same file', async () => {
    const createdAt = new Date('2026-02-01T10:00:00Z');
    const parts: Uint8Array[] = [];
    for await (const part of invoicePdfStream(invoice, { createdAt }) as unknown as AsyncIterable<Uint8Array>)
      parts.push(part);
    expect(parts.length).toBeGreaterThan(1);
    const text = textOfPdf(Buffer.concat(parts));
    expect(text).toBe(textOfPdf(await invoicePdf(invoice, { createdAt })));
  });

  it('carries the invoice and the receipt inside, byte for byte', async () => {
    const receipt = receiptSamples[0]?.bytes ?? new Uint8Array();
    const pdf = await invoicePdf(invoice, { archive: true, receipt });
    const files = filesInPdf(pdf);
    expect(Object.keys(files).sort()).toEqual(['invoice.xml', 'upo.xml']);
    expect(files['invoice.xml']?.equals(invoice)).toBe(true);
    expect(files['upo.xml']?.equals(receipt)).toBe(true);
  });

  it('lists metadata', async () => {
    const pdf = await metadataPdf([{ ksefNumber, invoiceNumber: 'FV 1', issueDate: '2026-02-01' }]);
    expect(textOfPdf(pdf).replace(/\s/g, '')).toContain(ksefNumber);
  });

  it('refuses options by name', async () => {
    await expect(invoicePdf(invoice, { archiv: true } as never)).rejects.toThrow(/Did you mean "archive"/);
    await expect(invoicePdf(invoice, { receipt: 'x' } as never)).rejects.toThrow(/receipt must be bytes/);
    await expect(invoicePdf(invoice, { createdAt: new Date('x') })).rejects.toThrow(
      /createdAt must be a valid Date/,
    );
  });
});

describe.skipIf(!hasTools('pdftotext', 'zbarimg'))('the codes of a PDF', () => {
  it('say their links, online', async () => {
    expect(codesOfPdf(await invoicePdf(invoice, { ksefNumber, invoiceLink }))).toEqual([invoiceLink]);
  });

  it('say their links, offline', async () => {
    const pdf = await invoicePdf(invoice, { isOffline: true, invoiceLink, certificateLink });
    expect(codesOfPdf(pdf).sort()).toEqual([certificateLink, invoiceLink]);
    const text = textOfPdf(pdf);
    expect(text).toContain('OFFLINE');
    expect(text).toContain('CERTYFIKAT');
  });
});
