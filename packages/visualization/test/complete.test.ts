import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasTools } from '@ksef-tools/testing';
import { describe, expect, it } from 'vitest';
import { invoiceHtml, upoHtml } from '../src/index.js';
import { invoicePdf, upoPdf } from '../src/pdf.js';
import { leavesOf, packed, shownAs } from './support/leaves.js';
import { invoiceSamples, receiptSamples } from './support/samples.js';

/** The leaves of a file that a picture's text does not have. Each must be there as often as the file says it. */
function missing(bytes: Uint8Array, text: string): string[] {
  const page = packed(text);
  return leavesOf(bytes)
    .filter((leaf) => !shownAs(leaf).some((shown) => page.includes(packed(shown))))
    .map(({ path, text: value }) => `${path}: ${value}`);
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

function textOfPdf(pdf: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'ksef-pdf-'));
  try {
    writeFileSync(join(folder, 'a.pdf'), pdf);
    return execFileSync('pdftotext', ['-raw', join(folder, 'a.pdf'), '-'], { encoding: 'utf8' });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('a picture of an invoice', () => {
  it.each(invoiceSamples)('shows every text of $name in HTML', ({ bytes }) => {
    expect(leavesOf(bytes).length).toBeGreaterThan(10);
    expect(missing(bytes, textOfHtml(invoiceHtml(bytes)))).toEqual([]);
  });

  it.skipIf(!hasTools('pdftotext')).each(invoiceSamples)(
    'shows every text of $name in PDF',
    async ({ bytes }) => {
      const text = textOfPdf(await invoicePdf(bytes)).replace(/Strona \d+ z \d+/g, '');
      expect(missing(bytes, text)).toEqual([]);
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
      expect(missing(bytes, textOfPdf(await upoPdf(bytes)))).toEqual([]);
    },
  );
});
