// Builds a shop's invoice from JSON, sends it, and prints its KSeF number: shop-invoice.ts [FILE.json].
// The data are described by the JSON Schema @ksef/invoice/schema.json.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createKsef } from '@ksef/client';
import { lenientNip } from '@ksef/core';
import { buildInvoice, type InvoiceData } from '@ksef/invoice';
import { findKsef } from './find-ksef.js';

const file = process.argv[2] ?? join(import.meta.dirname, 'shop-invoice.json');
// Whatever the file contains: buildInvoice refuses what is not an invoice, with the path of the field.
const data = JSON.parse(await readFile(file, 'utf8')) as InvoiceData;
const { xml, totals, issues } = buildInvoice(data);
for (const { field, message } of issues) console.error(`${field}: ${message}`);
for (const { group, net, vat } of totals.rates) console.log(`${group}: net ${net}, tax ${vat ?? 'none'}`);
console.log(`total: ${totals.gross} ${data.currency ?? 'PLN'}`);

await using place = await findKsef();
const ksef = createKsef({ environment: place.environment, credentials: { ksefToken: place.tokenFor } });
const { status, ksefNumber, ksefStatus, error } = await ksef
  .inContext(place.nip ?? lenientNip(data.seller.nip))
  .send(xml);
if (status === 'accepted') console.log(`accepted: ${ksefNumber}`);
else {
  console.error(status, ksefStatus?.description, ksefStatus?.details, error?.message);
  process.exitCode = 1;
}
