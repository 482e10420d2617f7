/**
 * Validates archived invoices with veraPDF, the reference validator of PDF/A: all must be PDF/A-3a, with the invoice and
 * the receipt inside, byte for byte. It needs a JDK (17 or newer), Maven and its repository, so it runs at night.
 *
 *     node tools/checks/verapdf.mjs [options of Maven]
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { invoicePdf } from '@ksef/visualization/pdf';

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
  const classPath = compile();
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
  if (!isValid(classPath, files)) throw new Error('veraPDF rejects an archived invoice.');
  const plain = join(work, 'plain.pdf');
  const invoice = readFileSync(join(samples, 'templates/invoice-template-fa-rr-1.xml'));
  writeFileSync(plain, await invoicePdf(invoice));
  if (isValid(classPath, [plain])) throw new Error('veraPDF accepts a PDF that is no archive.');
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** Whether the validator finds every file good; it prints what it finds. */
function isValid(classPath, paths) {
  const { status, error } = spawnSync('java', ['-cp', classPath, 'ValidatePdfs', ...paths], {
    stdio: 'inherit',
  });
  if (error) throw new Error('Install a JDK (17 or newer).', { cause: error });
  return status === 0;
}

function compile() {
  const list = join(work, 'class-path');
  const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath';
  const options = ['-q', '-B', '-f', pom, `-Dtarget=${join(work, 'target')}`, `-Dmdep.outputFile=${list}`];
  execFileSync('mvn', [...options, ...process.argv.slice(2), 'compile', goal], { stdio: 'inherit' });
  return [join(work, 'target/classes'), readFileSync(list, 'utf8').trim()].join(delimiter);
}
