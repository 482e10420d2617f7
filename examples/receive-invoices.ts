// Receives what is new for a context, as seller and as buyer, and keeps each invoice as a file.
// Started again, it continues where it was: `npx tsx receive-invoices.ts [FOLDER]`, by default in out/received.
// It uses an emulator in this process; KSEF_ENV, KSEF_NIP and KSEF_TOKEN lead to the real KSeF.
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createKsef, type Ksef } from '@ksef/client';
import { lenientNip } from '@ksef/core';
import { fileCheckpoints, memoryCheckpoints } from '@ksef/export';
import { findKsef } from './find-ksef.js';
import { printTable } from './print-table.js';
import { readFiles } from './read-files.js';

const folder = resolve(process.argv[2] ?? join(import.meta.dirname, '../out/received'));
await mkdir(folder, { recursive: true });

await using place = await findKsef();
const emulated = place.nip === undefined;
const ksef = createKsef({
  environment: place.environment,
  credentials: { ksefToken: place.tokenFor },
  context: place.nip ?? lenientNip('5251230007'),
});
if (emulated) await sendExamples(ksef);

const received = ksef.sync({
  subjectTypes: ['Subject1', 'Subject2'],
  from: new Date(Date.now() - 30 * 86_400_000),
  // An emulator forgets its invoices, and so the checkpoints are forgotten with it.
  checkpointStore: emulated ? memoryCheckpoints() : fileCheckpoints(join(folder, 'checkpoints')),
  onEvent(event) {
    if (event.type === 'sync-window')
      console.log(`${event.subjectType}: ${event.invoiceCount} invoice(s) since ${event.from}`);
    if (event.type === 'sync-caught-up')
      console.log(`${event.subjectType}: up to date; not asked again before ${event.dueAt}`);
    if (event.type === 'waiting') console.log(`Waiting ${event.waitMs} ms: ${event.what}`);
  },
});

const rows: string[][] = [];
for await (const { ksefNumber, subjectType, metadata, content } of received) {
  // Written whole or not at all: asking for the next invoice acknowledges this one.
  const path = join(folder, `${ksefNumber}.xml`);
  await writeFile(`${path}.part`, content, { mode: 0o600 });
  await rename(`${path}.part`, path);
  rows.push([
    ksefNumber,
    subjectType,
    metadata.invoiceNumber,
    `${metadata.grossAmount} ${metadata.currency}`,
  ]);
}
if (rows.length === 0) console.log('Nothing is new.');
else printTable(['KSeF number', 'role', 'invoice', 'gross'], rows);

/** So that there is something to receive. */
async function sendExamples(seller: Ksef): Promise<void> {
  const { files } = await readFiles([], join(import.meta.dirname, 'invoices'));
  for await (const { name, status } of seller.sendInvoices(files)) console.log(`${name}: ${status}`);
}
