import type { ContextIdentifier } from '@ksef/core';
import { choiceOf, type StatusRecord } from '../http/index.js';
import { type InvoiceRecord, invoiceBlob, isSeenBy } from '../invoices/index.js';
import type { Kernel } from '../kernel/index.js';
import { invoiceUpo, type SessionStore } from '../sessions/index.js';
import { type ContextFilter, contextOf } from './context-filter.js';
import { type PageFilter, pageOf } from './list-page.js';

/** Invoices that `control.invoices` lists. */
export interface InvoiceFilter extends PageFilter, ContextFilter {
  readonly sessionReferenceNumber?: string | undefined;
  readonly status?: (typeof invoiceStates)[number] | undefined;
  /** Part of a number, a hash, a name or a NIP. */
  readonly text?: string | undefined;
}

/** An invoice that was sent to the emulator, as it is now. */
export interface EmulatorInvoice {
  readonly referenceNumber: string;
  readonly sessionReferenceNumber: string;
  /** Context that sent it. */
  readonly contextIdentifier: ContextIdentifier;
  readonly ordinalNumber: number;
  readonly status: StatusRecord;
  readonly ksefNumber: string | null;
  readonly invoiceNumber: string | null;
  readonly issueDate: string | null;
  /** `FA (3)`, of accepted ones. */
  readonly systemCode: string | null;
  readonly seller: { readonly nip: string | null; readonly name: string | null };
  readonly buyer: { readonly identifier: string | null; readonly name: string | null };
  readonly grossAmount: number | null;
  readonly currency: string | null;
  readonly invoicingMode: 'Online' | 'Offline' | null;
  readonly invoiceHash: string;
  readonly invoiceSize: number;
  readonly invoiceFileName: string | null;
  readonly invoicingDate: string;
  readonly acquisitionDate: string | null;
  readonly permanentStorageDate: string | null;
  /** Where KOD I leads, of accepted ones. */
  readonly invoiceLink: string | null;
}

/** A page of invoices, the latest first. */
export interface InvoiceList {
  readonly invoices: readonly EmulatorInvoice[];
  /** How many there are in all. */
  readonly invoiceCount: number;
  readonly hasMore: boolean;
}

export const invoiceStates = ['processing', 'accepted', 'refused'] as const;

/** What the control side reads of invoices. */
export function inspectInvoices(kernel: Kernel, store: SessionStore) {
  const { invoices } = store;

  /** By reference number or KSeF number. */
  const find = (number: string): InvoiceRecord | undefined =>
    invoices.get(number) ?? invoices.withKsefNumber(number);

  return {
    find,

    list(filter: InvoiceFilter = {}): InvoiceList {
      const { sessionReferenceNumber } = filter;
      const all =
        sessionReferenceNumber === undefined
          ? invoices.newestFirst()
          : invoices.ofSession(sessionReferenceNumber);
      const { items, count, hasMore } = pageOf(all, filter, testOf(filter));
      return { invoices: items.map(describe), invoiceCount: count, hasMore };
    },

    get(number: string): EmulatorInvoice | undefined {
      const found = find(number);
      return found && describe(found);
    },

    xml(number: string): Uint8Array | undefined {
      const found = find(number);
      return found && kernel.blobs.get(invoiceBlob(found.referenceNumber));
    },

    /** Its own receipt; undefined for an invoice that was not accepted. */
    async receipt(number: string): Promise<Uint8Array | undefined> {
      const found = find(number);
      const session = found && store.sessions.get(found.sessionReferenceNumber);
      if (found?.status.code !== 200 || session === undefined) return undefined;
      return (await invoiceUpo(kernel, session, found)).bytes;
    },
  };

  function describe(invoice: InvoiceRecord): EmulatorInvoice {
    const { summary, acquiredAt, permanentlyStoredAt } = invoice;
    const time = (ms: number | null) => (ms === null ? null : kernel.timestamp(ms));
    return {
      referenceNumber: invoice.referenceNumber,
      sessionReferenceNumber: invoice.sessionReferenceNumber,
      contextIdentifier: invoice.sentIn,
      ordinalNumber: invoice.ordinalNumber,
      status: invoice.status,
      ksefNumber: invoice.ksefNumber,
      invoiceNumber: invoice.invoiceNumber,
      issueDate: invoice.issueDate,
      systemCode: invoice.form?.systemCode ?? null,
      seller: { nip: invoice.sellerNip, name: summary?.sellerName ?? null },
      buyer: { identifier: summary?.buyer.identifier.value ?? null, name: summary?.buyer.name ?? null },
      grossAmount: summary?.grossAmount ?? null,
      currency: summary?.currency ?? null,
      invoicingMode: invoice.invoicingMode,
      invoiceHash: invoice.invoiceHash,
      invoiceSize: invoice.invoiceSize,
      invoiceFileName: invoice.invoiceFileName ?? null,
      invoicingDate: kernel.timestamp(invoice.acceptedAt),
      acquisitionDate: time(acquiredAt),
      permanentStorageDate: time(permanentlyStoredAt),
      invoiceLink: invoiceLink(kernel.origin(), invoice),
    };
  }
}

function testOf({ context, status, text = '' }: InvoiceFilter): (invoice: InvoiceRecord) => boolean {
  const wanted = contextOf(context);
  const state = status === undefined ? undefined : choiceOf('status', status, invoiceStates);
  const part = text.trim().toLowerCase();
  return (invoice) =>
    (wanted === undefined || isSeenBy(invoice, wanted)) &&
    (state === undefined || stateOf(invoice) === state) &&
    (part === '' || textsOf(invoice).some((one) => one?.toLowerCase().includes(part)));
}

function stateOf({ status: { code } }: InvoiceRecord): (typeof invoiceStates)[number] {
  if (code < 200) return 'processing';
  return code === 200 ? 'accepted' : 'refused';
}

function textsOf({ summary, ...invoice }: InvoiceRecord): readonly (string | null | undefined)[] {
  return [
    invoice.invoiceNumber,
    invoice.ksefNumber,
    invoice.referenceNumber,
    invoice.sellerNip,
    invoice.invoiceHash,
    summary?.sellerName,
    summary?.buyer.name,
    summary?.buyer.identifier.value,
  ];
}

/** The address of KOD I: seller, day of issue as DD-MM-YYYY, hash in Base64URL. */
function invoiceLink(origin: string, { ksefNumber, sellerNip, issueDate, invoiceHash }: InvoiceRecord) {
  if (ksefNumber === null || issueDate === null) return null;
  const day = issueDate.split('-').reverse().join('-');
  const hash = Buffer.from(invoiceHash, 'base64').toString('base64url');
  return `${origin}/invoice/${sellerNip}/${day}/${hash}`;
}
