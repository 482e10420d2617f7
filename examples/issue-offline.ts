// KSeF does not answer: the sender issues the invoice offline, with both codes and a deadline, and sends it when KSeF is back.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createKsef, fileJournal } from '@ksef/client';
import { nip } from '@ksef/core';
import { readInvoice } from '@ksef/documents';
import { makeTestToken, startEmulator } from '@ksef/emulator';
import { createLatarnia, openOutbox, watchAnswers } from '@ksef/offline';
import { qrPng, qrSvg } from '@ksef/qr/image';
import { offlineLinksOf } from '@ksef/qr/invoice';
import { signerFromPem } from '@ksef/signing';
import { testPersonCertificate } from '@ksef/signing/testing';

const folder = process.env.OUT_DIR ?? join(import.meta.dirname, '../out');
await mkdir(folder, { recursive: true });
const journal = fileJournal(join(folder, 'offline-journal'));
const file = await readFile(join(import.meta.dirname, 'invoices/1-vat.xml'));
const { sellerNip } = readInvoice(file);
const emulator = await startEmulator();
const { environment } = emulator;

// Yours is a KSeF certificate of type Offline, from files that you keep.
const { certificatePem, privateKeyPem } = await testPersonCertificate({ nip: sellerNip });
const signer = await signerFromPem({ certificate: certificatePem, key: privateKeyPem });

const answers = watchAnswers();
const ksef = createKsef({
  environment,
  credentials: { ksefToken: makeTestToken },
  context: nip(sellerNip),
  onEvent: answers.observe,
});
let delivered = (_: string) => {};
const delivery = new Promise<string>((resolve) => {
  delivered = resolve;
});
const outbox = await openOutbox({
  journal,
  runId: 'shop-offline',
  codes: (invoice) => offlineLinksOf(invoice, { environment, signer }),
  certificate: { serialNumber: '0123456789ABCDEF', validTo: '2027-11-30T12:00:00Z' },
  answers,
  latarnia: createLatarnia({ url: emulator.latarniaUrl }),
  onEvent: (event) => {
    if (event.type === 'offline-accepted') delivered(event.ksefNumber);
  },
});
const sender = await ksef.openSender({ journal, runId: 'shop', outbox });

// An outage: every request gets a gateway's page, and the ministry announces nothing.
emulator.control.addFault({ kind: 'html', status: 503, times: 1_000_000 });
const result = await sender.send({ name: '1-vat.xml', content: file });
if (result.status !== 'offline') throw new Error(`Not offline: ${result.status}`);
const { invoiceLink = '', certificateLink = '', label, mode, sendBy } = result;
await writeFile(join(folder, 'kod-1.svg'), qrSvg(invoiceLink, { label }));
await writeFile(join(folder, 'kod-2.png'), await qrPng(certificateLink, { label: 'CERTYFIKAT' }));
console.log(`KOD I: ${invoiceLink}`);
console.log(`KOD II: ${certificateLink}`);
console.log(`Issued in mode ${mode}. Send it by ${sendBy}`);

// KSeF is back: the outbox sends by itself, marked as issued offline.
emulator.control.clearFaults();
const ksefNumber = await delivery;
console.log(`accepted: ${ksefNumber}`);
await writeFile(join(folder, 'kod-1.svg'), qrSvg(invoiceLink, { label: ksefNumber }));
await sender.close();
await outbox.close();
await emulator.close();
await rm(join(folder, 'offline-journal'), { recursive: true });
