/**
 * Validates archived invoices with veraPDF, the reference validator of PDF/A: all must be PDF/A-3a, with the invoice and
 * the receipt inside, byte for byte. It needs a JDK (17 or newer), Maven and its repository, so it runs at night.
 *
 *     node tools/checks/verapdf.mjs [options of Maven]
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { invoicePdf } from '@ksef/visualization/pdf';
import { javaValidator } from './java-validator.mjs';

const pom = fileURLToPath(new URL('verapdf/pom.xml', import.meta.url));
const samples = fileURLToPath(new URL('../../../shared/ksef/samples', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'verapdf-'));
const options = {
  ksefNumber: '5265877635-20260201-0100001AF629-AF',
  invoiceLink:
    'https://qr.ksef.mf.gov.pl/invoice/5265877635/01-02-2026/ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0',
  language: 'both',
  archive: true,
};
try {
  const isValid = javaValidator({ pom, mainClass: 'ValidatePdfs', work });
  const receipt = readFileSync(join(samples, 'upo/v4-3/kontekst-nip/upo-faktura-kontekst-id-nip.xml'));
  const files = [];
  for (const name of readdirSync(join(samples, 'fa3'))) {
    const text = readFileSync(join(samples, 'fa3', name), 'utf8').replace(
      'http://crd.gov.pl/wzor/2025/02/14/02141/',
      'http://crd.gov.pl/wzor/2025/06/25/13775/',
    );
    const file = join(work, `${name}.pdf`);
    const watermark = files.length % 2 === 0 ? 'DUPLIKAT' : undefined;
    writeFileSync(file, await invoicePdf(Buffer.from(text), { ...options, receipt, watermark }));
    files.push(file);
  }
  if (!isValid(files)) throw new Error('veraPDF rejects an archived invoice.');
  const plain = join(work, 'plain.pdf');
  const invoice = readFileSync(join(samples, 'templates/invoice-template-fa-rr-1.xml'));
  writeFileSync(plain, await invoicePdf(invoice));
  if (isValid([plain])) throw new Error('veraPDF accepts a PDF that is no archive.');
} finally {
  rmSync(work, { recursive: true, force: true });
}
