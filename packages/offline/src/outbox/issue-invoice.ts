import { InvalidInputError } from '@ksef/core';
import { readInvoice } from '@ksef/documents';
import { contentEntries } from './contents.js';
import type { IssuedInvoice, IssueMode } from './issued-invoice.js';
import { refuseUnusable } from './offline-certificate.js';
import type { OutageWatch } from './outage-watch.js';
import type { OutboxLedger } from './outbox-ledger.js';
import type { IssueOptions } from './outbox-options.js';
import type { OutboxRecord } from './outbox-record.js';

/** A file to issue, and its hash. */
export interface FileToIssue {
  readonly bytes: Uint8Array;
  readonly hash: string;
  readonly name: string | undefined;
}

/** Creates the codes of an invoice and stores both. */
export async function issueInvoice(
  ledger: OutboxLedger,
  watch: OutageWatch,
  { bytes, hash, name }: FileToIssue,
  { mode: wanted, signal }: IssueOptions,
): Promise<IssuedInvoice> {
  const { issueDate, sellerNip, invoiceNumber, hasAttachment, formCode } = readInvoice(bytes);
  if (hasAttachment && formCode.value !== 'PEF')
    throw new InvalidInputError(
      'KSeF accepts invoices with attachments in batches only: issue it without, or send it by batch.',
      { code: 'ATTACHMENT_NEEDS_BATCH', input: 'invoice' },
    );
  const { mode, outage } = await modeOf(watch, wanted, signal);
  const facts = {
    type: 'offline-issued',
    hash,
    name,
    mode,
    issueDate,
    sellerNip,
    invoiceNumber,
    outage,
  } as const;
  if (mode === 'totalFailure') await ledger.write({ ...facts, parts: 0, at: ledger.timestamp() });
  else {
    const { certificate, codes } = ledger.options;
    if (certificate === undefined || codes === undefined) throw needsKey(certificate === undefined);
    refuseUnusable(certificate, ledger.checkedCertificate, ledger.clock);
    const { invoiceLink, certificateLink } = await codes(bytes, { signal });
    signal?.throwIfAborted();
    const content = contentEntries(hash, bytes);
    const issued = { ...facts, parts: content.length, invoiceLink, certificateLink, at: ledger.timestamp() };
    // Written after its content: a crash in between leaves an invoice that was not issued.
    await ledger.write(...content, issued);
  }
  ledger.contents.hold(hash, bytes);
  const view = ledger.view(ledger.book.records.get(hash) as OutboxRecord);
  ledger.emit({ type: 'offline-issued', name, invoiceHash: hash, mode, sendBy: view.sendBy });
  return view;
}

function needsKey(isCertificate: boolean): InvalidInputError {
  return new InvalidInputError('This outbox can only send: to issue, it needs codes and certificate.', {
    code: 'INVALID_OPTION',
    input: isCertificate ? 'certificate' : 'codes',
  });
}

async function modeOf(
  watch: OutageWatch,
  wanted: IssueMode | undefined,
  signal: AbortSignal | undefined,
): Promise<{ mode: IssueMode; outage: string | undefined }> {
  if (wanted === undefined) return watch.modeNow(signal);
  const outage = watch.outageFor(wanted);
  if (outage === undefined && (wanted === 'offline' || wanted === 'emergency'))
    throw new InvalidInputError(
      `The mode ${wanted} needs an ongoing outage, and none is known. Report it with learnOutage, or use offline24.`,
      { code: 'INVALID_OPTION', input: 'mode' },
    );
  return { mode: wanted, outage };
}
