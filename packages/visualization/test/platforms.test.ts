import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createContext, runInContext } from 'node:vm';
import { hasTools } from '@ksef-tools/testing';
import { bundle, resultOfPage } from '@ksef-tools/testing/browser';
import { beforeAll, describe, expect, it } from 'vitest';
import { invoiceHtml, metadataHtml, upoHtml } from '../src/index.js';
import { invoicePdf } from '../src/pdf.js';
import {
  htmlProgram,
  pageFiles,
  type Shown,
  shownIn,
  showProgram,
  workerFiles,
} from './support/browser-program.js';
import { infoOfPdf, textOfPdf } from './support/outside.js';
import { invoiceSamples, receiptSamples } from './support/samples.js';

const require = createRequire(import.meta.url);
const fontOf = (name: string) => readFileSync(require.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`));
const fonts = {
  regular: new Uint8Array(fontOf('DejaVuSansCondensed')),
  bold: new Uint8Array(fontOf('DejaVuSansCondensed-Bold')),
};
const invoice = invoiceSamples[0]?.bytes ?? new Uint8Array();
const upo = receiptSamples[0]?.bytes ?? new Uint8Array();
const options = {
  language: 'both',
  ksefNumber: '5265877635-20260201-0100001AF629-AF',
  invoiceLink:
    'https://qr.ksef.mf.gov.pl/invoice/5265877635/01-02-2026/ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0',
} as const;
const createdAt = '2026-02-01T10:00:00Z';
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const input = JSON.stringify({
  invoice: base64(invoice),
  upo: base64(upo),
  options,
  createdAt,
  fonts: { regular: base64(fonts.regular), bold: base64(fonts.bold) },
});

describe('a picture of an invoice', { timeout: 120_000 }, () => {
  let program = '';
  beforeAll(async () => {
    program = await bundle(showProgram);
  });

  it('is made where there are only web globals, as on edge runtimes', async () => {
    const { TextDecoder, TextEncoder, URL, atob, btoa } = globalThis;
    const context = createContext({ TextDecoder, TextEncoder, URL, atob, btoa, invoice, options });
    runInContext(await bundle(htmlProgram, 'iife'), context);
    expect(runInContext('html(invoice, options)', context)).toBe(invoiceHtml(invoice, options));
  });

  it.skipIf(!hasTools('chromium'))('is made in a browser', async () => {
    await check(shownIn(await resultOfPage(pageFiles(program, input))));
  });

  it.skipIf(!hasTools('chromium'))('is made in a worker of a browser', async () => {
    await check(shownIn(await resultOfPage(workerFiles(program, input))));
  });

  async function check({ html, upo: receipt, list, pdf, archive }: Shown): Promise<void> {
    expect(html).toBe(invoiceHtml(invoice, options));
    expect(archive).toBe('INVALID_OPTION');
    expect(receipt).toBe(upoHtml(upo));
    const row = { ksefNumber: options.ksefNumber, invoiceNumber: 'FV 1', issueDate: '2026-02-01' };
    expect(list).toBe(metadataHtml([row]));
    if (!hasTools('pdftotext')) return;
    const bytes = Buffer.from(pdf, 'base64');
    const ours = await invoicePdf(invoice, { ...options, createdAt: new Date(createdAt) });
    expect(textOfPdf(bytes)).toBe(textOfPdf(ours));
    expect(infoOfPdf(bytes)).toMatchObject({ Tagged: 'yes', Pages: infoOfPdf(ours).Pages });
  }
});

describe('the size of a bundle', () => {
  // Measured on 2026-11-28: 116 and 655 kB. The guide on PDFs states both.
  it.each([
    ['HTML', `export { invoiceHtml } from './src/index.js'`, 130_000],
    ['PDF', `export { invoicePdf } from './src/pdf.js'`, 720_000],
  ])('of %s is what the guide says', async (_, program, most) => {
    expect((await bundle(program)).length).toBeLessThan(most);
  });
});

describe('the package', () => {
  it.each(['index', 'pdf'])('gives CommonJS programs the same %s', async (entry) => {
    const esm = Object.keys(await import(`../dist/${entry}.js`)).sort();
    expect(esm.length).toBeGreaterThan(0);
    expect(Object.keys(require(`../dist/${entry}.cjs`)).sort()).toEqual(esm);
  });
});
