import { join } from 'node:path';
import type { StatusRecord } from '../../http/index.js';
import { invoiceBlob, newInvoice } from '../../invoices/index.js';
import type { Kernel } from '../../kernel/index.js';
import { processInvoice } from '../invoice-checks/process-invoice.js';
import type { BatchRecord, SessionRecord, SessionStore } from '../records.js';
import { sessionLimits } from '../session-limits.js';
import { batchStatus } from '../statuses.js';
import { joinParts } from './join-parts.js';
import { packageFolder } from './part-files.js';
import { unpack } from './unpack.js';
import { type ValidatedFile, validateAhead } from './validate-ahead.js';

/**
 * From uploaded parts to judged invoices; gives the status with which the session ends. A few files are held at a time.
 *
 * @throws PackageFault when the package as a whole is bad; then no invoice of it has been taken
 */
export async function processBatch(
  kernel: Kernel,
  store: SessionStore,
  session: SessionRecord,
  isAlive: () => boolean,
): Promise<StatusRecord> {
  const { batch } = session;
  if (batch === undefined) return batchStatus(500);
  const archive = join(packageFolder(kernel, session), 'package');
  await joinParts(kernel, session, batch, archive);
  const limits = sessionLimits(kernel, session);
  let count = 0;
  // The whole package must be readable before the first invoice of it is taken.
  for await (const _file of unpack(archive, batch.compressionType, limits)) {
    if (!isAlive()) return session.status;
    count++;
  }
  if (count === 0) return batchStatus(440, 'Nie przesłano faktur');
  session.invoiceCount = count;
  store.sessions.set(session.referenceNumber, session);

  let ordinalNumber = 0;
  for await (const validated of validateAhead(
    kernel,
    session,
    unpack(archive, batch.compressionType, limits),
  )) {
    if (!isAlive()) return session.status;
    ordinalNumber++;
    // After a restart some have been taken already.
    if (store.invoices.inSession(session.referenceNumber, ordinalNumber) !== undefined) continue;
    takeFile(kernel, store, session, batch, validated, ordinalNumber);
  }
  return batchStatus(session.successfulInvoiceCount === 0 ? 445 : 200);
}

function takeFile(
  kernel: Kernel,
  store: SessionStore,
  session: SessionRecord,
  batch: BatchRecord,
  { file, violations }: ValidatedFile,
  ordinalNumber: number,
): void {
  const invoice = {
    ...newInvoice(kernel, session, {
      ordinalNumber,
      invoiceHash: file.hash,
      invoiceSize: file.size,
      offlineMode: batch.offlineMode,
      hashOfCorrectedInvoice: null,
      acceptedAt: session.createdAt,
      violations,
    }),
    invoiceFileName: file.name.slice(-128),
  };
  // In this order a crash leaves no accepted invoice without its file.
  if (file.bytes !== undefined) kernel.blobs.put(invoiceBlob(invoice.referenceNumber), file.bytes);
  store.invoices.add(invoice);
  processInvoice(kernel, store, session, invoice, file.bytes, kernel.now());
}
