// Sends an invoice, corrects it by its KSeF number, and corrects it once more to zero.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createKsef } from '@ksef/client';
import { lenientNip } from '@ksef/core';
import { buildInvoice, correctInvoice, correctToZero, type InvoiceData } from '@ksef/invoice';
import { findKsef } from './find-ksef.js';

const original = JSON.parse(
  await readFile(join(import.meta.dirname, 'shop-invoice.json'), 'utf8'),
) as InvoiceData;

await using place = await findKsef();
const ksef = createKsef({ environment: place.environment, credentials: { ksefToken: place.tokenFor } });
const seller = ksef.inContext(place.nip ?? lenientNip(original.seller.nip));

// A correction names its original by the KSeF number: wait for it before you correct.
const ksefNumber = await issue(original);

const [bikes, book] = original.lines ?? [];
const lines = [{ ...bikes, quantity: 1 }, { ...book }];
await issue(
  correctInvoice(original, {
    number: `KOR 1 ${original.number}`,
    issueDate: '2026-02-03',
    reason: 'Zwrot jednego roweru',
    ksefNumber,
    lines,
  }),
);

// The second correction starts from the invoice as the first one left it.
await issue(
  correctToZero(
    { ...original, lines },
    { number: `KOR 2 ${original.number}`, issueDate: '2026-02-04', reason: 'Zwrot reszty', ksefNumber },
  ),
);

async function issue(data: InvoiceData): Promise<string> {
  const { xml, totals } = buildInvoice(data);
  const { status, ksefNumber, ksefStatus, error } = await seller.send(xml);
  if (status !== 'accepted')
    throw new Error(`${data.number}: ${status} ${ksefStatus?.description ?? error?.message}`);
  console.log(`${data.number}: ${totals.gross} accepted ${ksefNumber}`);
  return ksefNumber;
}
