import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Call } from '../../command/call.js';
import type { Run } from '../../command/command-spec.js';
import { openKsef } from '../../connect/open-ksef.js';
import { inFolder, writeWhole } from '../../files/write-output.js';
import { invoiceFilters } from './invoice-filters.js';
import { type Received, receivedColumns } from './received-columns.js';
import { showProgress } from './show-progress.js';

/** `ksef export`: invoices of a period, through KSeF's packages. */
export const exportTo: Run = async (call) => {
  const folder = call.arg(0);
  const filters = invoiceFilters(call);
  const isMetadata = call.flag('metadata');
  const { ksef } = await openKsef(call, { onEvent: (event) => showProgress(call, event) });
  await mkdir(folder, { recursive: true });
  const metadataFile = isMetadata ? await open(join(folder, 'metadata.ndjson'), 'w') : undefined;
  const invoices = ksef.exportInvoices(filters, { onlyMetadata: isMetadata, signal: call.signal });
  const rows = async function* (): AsyncGenerator<Received> {
    for await (const { ksefNumber, metadata, content } of invoices) {
      const file = await keep(folder, ksefNumber, content, metadata, metadataFile);
      yield { ksefNumber, role: call.text('role') ?? 'seller', file, metadata };
    }
  };
  try {
    await call.out.list(receivedColumns(call), rows(), { empty: none(call) });
  } finally {
    await metadataFile?.close();
  }
  return undefined;
};

async function keep(
  folder: string,
  ksefNumber: string,
  content: Uint8Array | undefined,
  metadata: unknown,
  metadataFile: FileHandle | undefined,
): Promise<string | undefined> {
  if (metadataFile !== undefined) await metadataFile.write(`${JSON.stringify(metadata)}\n`);
  if (content === undefined) return undefined;
  const file = inFolder(folder, `${ksefNumber}.xml`);
  await writeWhole(file, content);
  return file;
}

function none(call: Call): string {
  return call.say({ en: 'No invoices.', pl: 'Brak faktur.' });
}
