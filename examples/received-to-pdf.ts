// Turns a folder of received invoices (*.xml, named by their KSeF numbers) into PDFs, and makes a list of them:
// received-to-pdf.ts [FOLDER]. Without a folder it shows the invoices of the examples.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { KsefError, ksefNumber } from '@ksef/core';
import { readInvoiceData } from '@ksef/invoice/read';
import { type MetadataRow, metadataHtml } from '@ksef/visualization';
import { invoicePdf } from '@ksef/visualization/pdf';
import { printTable } from './print-table.js';

const folder = resolve(process.argv[2] ?? join(import.meta.dirname, 'invoices'));
const target = resolve(process.argv[3] ?? join(import.meta.dirname, '../out/pdf'));
await mkdir(target, { recursive: true });

const made: MetadataRow[] = [];
for (const file of (await readdir(folder)).filter((name) => name.endsWith('.xml')).sort()) {
  const name = basename(file, '.xml');
  const invoice = await readFile(join(folder, file));
  try {
    const number = name.length === 35 ? ksefNumber(name) : undefined;
    const pdf = await invoicePdf(invoice, { archive: true, ksefNumber: number });
    await writeFile(join(target, `${name}.pdf`), pdf, { mode: 0o600 });
    made.push(rowOf(invoice, number ?? name));
  } catch (error) {
    // One file that is no invoice stops none of the others.
    if (!(error instanceof KsefError)) throw error;
    console.error(`${file}: ${error.message}`);
    process.exitCode = 1;
  }
}
await writeFile(join(target, 'list.html'), metadataHtml(made), { mode: 0o600 });
printTable(
  ['invoice', 'seller', 'gross'],
  made.map(({ invoiceNumber, seller, grossAmount, currency }) => [
    invoiceNumber,
    seller?.name ?? '',
    `${grossAmount ?? ''} ${currency ?? ''}`,
  ]),
);
console.log(`${made.length} PDF(s) and list.html in ${target}`);

/** What the list says of an invoice, read from the invoice itself. */
function rowOf(invoice: Uint8Array, number: string): MetadataRow {
  const { data } = readInvoiceData(invoice);
  return {
    ksefNumber: number,
    invoiceNumber: data.number,
    issueDate: data.issueDate,
    seller: { nip: data.seller.nip, name: data.seller.name },
    buyer: { nip: data.buyer.nip, name: data.buyer.name },
    grossAmount: data.totals?.gross,
    currency: data.currency ?? 'PLN',
  };
}
