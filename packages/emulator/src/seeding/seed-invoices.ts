import { contextIdentifier, formCodes } from '@ksef/core';
import { polishDay } from '../calendar/index.js';
import { amountOf, instantOf, invalidInput, membersOf } from '../http/index.js';
import {
  type InvoiceRecord,
  invoiceBlob,
  invoiceStatus,
  newInvoice,
  newKsefNumber,
  takeHiding,
} from '../invoices/index.js';
import { type Kernel, sha256 } from '../kernel/index.js';
import { batchStatus, finishSession, type SessionRecord, type SessionStore } from '../sessions/index.js';
import { makeSeedInvoice } from './make-seed-invoice.js';
import type { SeedOptions, SeedResult } from './seed-options.js';

const success = invoiceStatus(200);

const perSession = 10_000;

/** Puts accepted FA (3) invoices into the store without sending them; sessions of up to 10 000 carry them. */
export function seedInvoices(kernel: Kernel, store: SessionStore, options: SeedOptions): SeedResult {
  check(options);
  const { count, stepMs = 1 } = options;
  const first = options.from === undefined ? kernel.now() - (count - 1) * stepMs : Date.parse(options.from);
  const prefix = options.numberPrefix ?? kernel.newReferenceNumber('EE');
  const sessions: SessionRecord[] = [];
  const numbers: string[] = [];
  for (let start = 0; start < count; start += perSession) {
    const session = openSeedSession(kernel, options.sellerNip, first + start * stepMs);
    for (let index = start; index < Math.min(count, start + perSession); index++) {
      const number = seedOne(
        kernel,
        store,
        session,
        options,
        `${prefix}/${index + 1}`,
        first + index * stepMs,
        index,
      );
      if (index === 0 || index === count - 1) numbers.push(number);
    }
    finishSession(kernel, store, session, batchStatus(200));
    sessions.push(session);
  }
  return {
    count,
    firstKsefNumber: numbers[0] ?? '',
    lastKsefNumber: numbers.at(-1) ?? '',
    sessionReferenceNumbers: sessions.map((session) => session.referenceNumber),
  };
}

function seedOne(
  kernel: Kernel,
  store: SessionStore,
  session: SessionRecord,
  options: SeedOptions,
  invoiceNumber: string,
  storedAt: number,
  index: number,
): string {
  const { sellerNip, buyerNip, thirdNip, authorizedNip } = options;
  const issueDate = polishDay(storedAt);
  const { bytes, summary } = makeSeedInvoice(options, invoiceNumber, issueDate, index);
  const sent = newInvoice(kernel, session, {
    ordinalNumber: ++session.invoiceCount,
    invoiceHash: sha256(bytes),
    invoiceSize: bytes.length,
    offlineMode: false,
    hashOfCorrectedInvoice: null,
    acceptedAt: storedAt - 2,
  });
  session.successfulInvoiceCount++;
  const ksefNumber = newKsefNumber(store.invoices, sent, sellerNip);
  const hidden = takeHiding(kernel);
  const invoice: InvoiceRecord = {
    ...sent,
    ...(hidden > 0 ? { visibleAt: kernel.now() + hidden } : {}),
    status: success,
    acquiredAt: storedAt - 1,
    permanentlyStoredAt: storedAt,
    ksefNumber,
    invoicingMode: 'Online',
    sellerNip,
    invoiceNumber,
    issueDate,
    kind: 'VAT',
    partyNips: [sellerNip, buyerNip, thirdNip, authorizedNip].filter((nip) => nip !== undefined),
    summary,
    form: formCodes.fa3,
  };
  kernel.blobs.put(invoiceBlob(invoice.referenceNumber), bytes);
  store.invoices.add(invoice);
  return ksefNumber;
}

function openSeedSession(kernel: Kernel, sellerNip: string, at: number): SessionRecord {
  return {
    referenceNumber: kernel.newReferenceNumber('SB'),
    context: contextIdentifier('Nip', sellerNip),
    authReferenceNumber: kernel.newReferenceNumber('AU'),
    ksefTokenReferenceNumber: null,
    subject: { type: 'Nip', value: sellerNip },
    form: formCodes.fa3,
    batch: { offlineMode: false, compressionType: 'Zip', fileSize: 1, fileHash: '', parts: [] },
    key: null,
    initializationVector: '',
    checksIdentifiers: false,
    createdAt: at,
    validUntil: at,
    updatedAt: at,
    closedAt: at,
    status: batchStatus(150),
    invoiceCount: 0,
    successfulInvoiceCount: 0,
    failedInvoiceCount: 0,
    upoPages: [],
    unavailable: false,
    spoiled: false,
    hangs: false,
  };
}

const seedNames = [
  'count',
  'sellerNip',
  'buyerNip',
  'thirdNip',
  'authorizedNip',
  'from',
  'stepMs',
  'sizeBytes',
  'numberPrefix',
] as const;

function check(options: SeedOptions): void {
  const { count, from, stepMs, sizeBytes, numberPrefix, ...nips } = membersOf(options, seedNames);
  if (!Number.isSafeInteger(count) || Number(count) < 1) throw invalidInput('count is a whole number from 1');
  const { sellerNip, buyerNip, thirdNip = sellerNip, authorizedNip = sellerNip } = nips;
  for (const [name, nip] of Object.entries({ sellerNip, buyerNip, thirdNip, authorizedNip }))
    if (typeof nip !== 'string' || !/^[1-9]\d{9}$/.test(nip))
      throw invalidInput(`${name} is a NIP of 10 digits`);
  if (from !== undefined) instantOf('from', from);
  if (stepMs !== undefined) amountOf('stepMs', stepMs);
  if (sizeBytes !== undefined && amountOf('sizeBytes', sizeBytes) > 3_000_000)
    throw invalidInput('sizeBytes is at most 3000000');
  if (numberPrefix !== undefined && (typeof numberPrefix !== 'string' || numberPrefix.length > 200))
    throw invalidInput('numberPrefix is a text of up to 200 characters');
}
