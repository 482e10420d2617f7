// Issues an invoice offline: both codes at once, the deadline, and the KSeF number once the invoice was sent.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createKsef } from '@ksef/client';
import { nip } from '@ksef/core';
import { readInvoice } from '@ksef/documents';
import { makeTestToken, startEmulator } from '@ksef/emulator';
import { offlineDeadline } from '@ksef/offline';
import { qrPng, qrSvg } from '@ksef/qr/image';
import { offlineLinksOf } from '@ksef/qr/invoice';
import { signerFromPem } from '@ksef/signing';
import { testPersonCertificate } from '@ksef/signing/testing';

const folder = process.env.OUT_DIR ?? join(import.meta.dirname, '../out');
await mkdir(folder, { recursive: true });
const file = await readFile(join(import.meta.dirname, 'invoices/1-vat.xml'));
const { sellerNip, issueDate } = readInvoice(file);
const emulator = await startEmulator();
const { environment } = emulator;

// Yours is a KSeF certificate of type Offline, from files that you keep.
const { certificatePem, privateKeyPem } = await testPersonCertificate({ nip: sellerNip });
const signer = await signerFromPem({ certificate: certificatePem, key: privateKeyPem });

// No network so far, and none needed for the print-out that the buyer gets.
const links = await offlineLinksOf(file, { environment, signer });
await writeFile(join(folder, 'kod-1.svg'), qrSvg(links.invoiceLink, { label: 'OFFLINE' }));
await writeFile(join(folder, 'kod-2.png'), await qrPng(links.certificateLink, { label: 'CERTYFIKAT' }));
console.log(`KOD I: ${links.invoiceLink}`);
console.log(`KOD II: ${links.certificateLink}`);
console.log(`Send it by ${offlineDeadline({ mode: 'offline24', from: issueDate })}`);

// Later, in time: the invoice goes to KSeF, marked as issued offline.
const ksef = createKsef({
  environment,
  credentials: { ksefToken: makeTestToken },
  context: nip(sellerNip),
});
const { status, ksefNumber } = await ksef.send({ content: file, offlineMode: true });
console.log(`${status}: ${ksefNumber}`);
await writeFile(join(folder, 'kod-1.svg'), qrSvg(links.invoiceLink, { label: ksefNumber }));
await emulator.close();
