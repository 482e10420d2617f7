import { InvalidInputError, sha256Base64 } from '@ksef/core';
import { messageOf } from '@ksef/core/internal';
import { readInvoice } from '@ksef/documents';
import { contentEntries } from '../contents.js';
import type { OutboxLedger } from '../outbox-ledger.js';
import type { OutboxRecord } from '../outbox-record.js';

/** Replaces a rejected file by a technical correction. @throws InvalidInputError `CORRECTION_MISMATCH` */
export async function correctRecord(
  ledger: OutboxLedger,
  record: OutboxRecord,
  bytes: Uint8Array,
): Promise<void> {
  const { issued, hash, files } = record;
  const { sellerNip, invoiceNumber, issueDate } = readInvoice(bytes);
  const isSame =
    sellerNip === issued.sellerNip &&
    invoiceNumber === issued.invoiceNumber &&
    issueDate === issued.issueDate;
  if (!isSame)
    throw correctionMismatch(
      'A technical correction must have the seller, number and date of the rejected invoice.',
      'content',
    );
  const correction = await sha256Base64(bytes);
  if (files.has(correction)) throw correctionMismatch('KSeF has already rejected this file.', 'content');
  const content = contentEntries(correction, bytes);
  const at = ledger.timestamp();
  const parts = content.length;
  await ledger.write(...content, { type: 'offline-corrected', hash, correction, parts, at });
  ledger.contents.hold(correction, bytes);
  ledger.emit({
    type: 'offline-corrected',
    name: issued.name,
    invoiceHash: hash,
    correctionHash: correction,
  });
}

/** Asks the caller's code for a correction and stores it. Returns undefined if the caller has no correction. */
export async function askForCorrection(
  ledger: OutboxLedger,
  record: OutboxRecord,
  content: Uint8Array,
  signal: AbortSignal | undefined,
): Promise<Uint8Array | undefined> {
  const { refusal, hash, issued } = record;
  if (refusal?.canCorrect !== true) return undefined;
  const { code, reason } = refusal;
  try {
    const refused = { name: issued.name, invoiceHash: hash, content, code, reason };
    const correction = await ledger.options.correct?.(refused, { signal });
    if (correction !== undefined) {
      await correctRecord(ledger, record, correction);
      return correction;
    }
  } catch (error) {
    signal?.throwIfAborted();
    const message = messageOf(error);
    ledger.warn(`No technical correction of ${issued.name ?? hash}: ${message}`);
  }
  record.isGivenUp = true;
  return undefined;
}

export function correctionMismatch(message: string, input: string): InvalidInputError {
  return new InvalidInputError(message, { code: 'CORRECTION_MISMATCH', input });
}
