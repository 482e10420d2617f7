// Sends invoice files through KSeF and prints their KSeF numbers.
// `npm start` uses an emulator in this process; KSEF_ENV, KSEF_NIP and KSEF_TOKEN lead to the real KSeF.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createKsef, type InvoiceResult } from '@ksef/client';
import { lenientNip } from '@ksef/core';
import { invoiceLink } from '@ksef/qr';
import { findKsef } from './find-ksef.js';
import { printProgress } from './print-progress.js';
import { printTable } from './print-table.js';
import { type InvoiceFile, readFiles } from './read-files.js';

const root = join(import.meta.dirname, '..');
const outFolder = join(root, 'out');
const { files, refused } = await readFiles(process.argv.slice(2), join(import.meta.dirname, 'invoices'));
for (const { name, reason } of refused) console.error(`${name}: not sent. ${reason}`);

const rows: string[][] = [];
let failures = refused.length;

if (files.length > 0) {
  await using place = await findKsef();
  const ksef = createKsef({
    environment: place.environment,
    credentials: { ksefToken: place.tokenFor },
    onEvent: printProgress,
  });

  for (const [seller, own] of groupBySeller(files)) {
    const context = place.nip ?? lenientNip(seller);
    console.log(`Sending ${own.length} invoice(s) of ${seller}`);
    try {
      for await (const result of ksef.inContext(context).sendInvoices(own, { withUpo: true })) {
        const file = own[result.index];
        if (file !== undefined) rows.push(await report(file, result, place.environment));
      }
    } catch (error) {
      failures += own.length;
      console.error(
        `Sending for ${seller} failed: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
}

if (rows.length > 0)
  printTable(['file', 'invoice', 'KSeF number', 'status', 'verification link (KOD I)'], rows);
process.exitCode = failures > 0 ? 1 : 0;

/** Writes the receipt, and makes the row of the table. The receipt's hash was checked against the file on the way. */
async function report(
  file: InvoiceFile,
  result: InvoiceResult,
  environment: { qrUrl: string },
): Promise<string[]> {
  const { issueDate, sellerNip, invoiceNumber } = file.invoice;
  if (result.status === 'accepted' && result.upo !== undefined) {
    await mkdir(outFolder, { recursive: true });
    await writeFile(join(outFolder, `${result.ksefNumber}.upo.xml`), result.upo);
    console.log(`${file.name}: accepted, receipt in out/${result.ksefNumber}.upo.xml`);
    const link = invoiceLink({ environment, sellerNip, issueDate, invoiceHash: result.invoiceHash });
    return [file.name, invoiceNumber, result.ksefNumber, 'accepted', link];
  }
  failures++;
  const { code, description, details } = result.ksefStatus ?? {};
  const why = result.error?.message ?? [`${code} ${description}`, ...(details ?? [])].join('; ');
  console.error(`${file.name}: ${result.status}. ${why}`);
  return [file.name, invoiceNumber, result.ksefNumber ?? '', `${result.status} ${code ?? ''}`.trim(), ''];
}

/** One login and one session serve all invoices of a seller. */
function groupBySeller(all: readonly InvoiceFile[]): Map<string, InvoiceFile[]> {
  const groups = new Map<string, InvoiceFile[]>();
  for (const file of all)
    groups.set(file.invoice.sellerNip, [...(groups.get(file.invoice.sellerNip) ?? []), file]);
  return groups;
}
