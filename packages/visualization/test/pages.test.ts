import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasTools } from '@ksef-tools/testing';
import { screenshot } from '@ksef-tools/testing/browser';
import { describe, expect, it } from 'vitest';
import { invoiceHtml } from '../src/index.js';
import { invoicePdf, upoPdf } from '../src/pdf.js';
import { readCodes } from './support/outside.js';
import { distance, gridsOfPdf, type PageGrid } from './support/page-grid.js';
import { invoiceSamples, receiptSamples } from './support/samples.js';

const sampleOf = (name: string) =>
  [...invoiceSamples, ...receiptSamples].find((sample) => sample.name === name)?.bytes ?? new Uint8Array();
const online = {
  ksefNumber: '5265877635-20260201-0100001AF629-AF',
  invoiceLink:
    'https://qr.ksef.mf.gov.pl/invoice/5265877635/01-02-2026/ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0',
};
const offline = {
  isOffline: true,
  invoiceLink: online.invoiceLink,
  certificateLink: `https://qr.ksef.mf.gov.pl/certificate/Nip/5265877635/5265877635/01F20A5D352AE590/ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0/${'a'.repeat(86)}`,
};
const invoices = [
  { name: 'plain', sample: 'FA_3_example_01.xml', options: online },
  { name: 'correction', sample: 'FA_3_example_13.xml', options: { language: 'both', ...offline } },
  {
    name: 'attachment',
    sample: 'invoice-template-fa-3-with-attachment.xml',
    options: { language: 'en', watermark: 'COPY' },
  },
] as const;

/**
 * The grids of the pages that stand in `test/pages`; written there with UPDATE_PAGES=1, to be looked at before they are
 * committed.
 */
function expectPages(name: string, pages: readonly PageGrid[]): void {
  const file = join(import.meta.dirname, 'pages', `${name}.txt`);
  if (process.env.UPDATE_PAGES === '1')
    writeFileSync(file, `${pages.map((page) => page.join('\n')).join('\n\n')}\n`);
  const known = referencesOf(name);
  expect(pages.length, 'pages').toBe(known.length);
  pages.forEach((page, index) => {
    const { share, largest } = distance(page, known[index] ?? []);
    expect(share, `page ${index + 1} of ${name}: share of squares that look different`).toBeLessThan(0.01);
    expect(largest, `page ${index + 1} of ${name}: largest difference`).toBeLessThanOrEqual(4);
  });
}

function referencesOf(name: string): PageGrid[] {
  const text = readFileSync(join(import.meta.dirname, 'pages', `${name}.txt`), 'utf8');
  return text
    .trimEnd()
    .split('\n\n')
    .map((page) => page.split('\n'));
}

describe.skipIf(!hasTools('pdftotext'))('the pages of a PDF', { timeout: 60_000 }, () => {
  it.each(invoices)('look as they did: $name', async ({ name, sample, options }) => {
    expectPages(`pdf-${name}`, gridsOfPdf(await invoicePdf(sampleOf(sample), options)));
  });

  it('look as they did: receipt', async () => {
    expectPages('pdf-receipt', gridsOfPdf(await upoPdf(sampleOf('upo42-session.xml'))));
  });

  it('would look different with another price, a name less, or a line less', async () => {
    const [known = []] = referencesOf('pdf-plain');
    const text = new TextDecoder().decode(sampleOf('FA_3_example_01.xml'));
    const changes = [
      text.replace('<P_9A>1626.01</P_9A>', '<P_9A>99991626.01</P_9A>'),
      text.replace(/<Nazwa>[^<]*<\/Nazwa>/, ''),
      text.replace(/<FaWiersz>[\s\S]*?<\/FaWiersz>/, ''),
    ];
    for (const changed of changes) {
      expect(changed).not.toBe(text);
      const [page = []] = gridsOfPdf(await invoicePdf(new TextEncoder().encode(changed), online));
      const { share, largest } = distance(page, known);
      expect(share >= 0.01 || largest > 4).toBe(true);
    }
  });
});

describe.skipIf(!hasTools('chromium', 'zbarimg'))('the codes of a page', { timeout: 120_000 }, () => {
  it.each([
    ['online', online, [online.invoiceLink]],
    ['offline', offline, [offline.certificateLink, offline.invoiceLink]],
  ])('say their links, %s', async (_, options, links) => {
    const html = invoiceHtml(sampleOf('FA_3_example_05.xml'), options);
    expect(readCodes(await screenshot(html, 900, 2200)).sort()).toEqual(links);
  });
});
