import type { Collection } from '../kernel/index.js';
import { InvoiceIndex } from './invoice-index.js';
import type { InvoiceRecord } from './records.js';

/** What makes an invoice unique in KSeF. */
type UniqueFacts = Pick<InvoiceRecord, 'sellerNip' | 'kind' | 'invoiceNumber'>;

/**
 * All invoices, and the ways to find them. Only the records are kept in the state folder: the ways are worked out from
 * them at the start.
 */
export class InvoiceRegister {
  /** Accepted invoices as queries look for them. */
  readonly index = new InvoiceIndex();
  readonly #records: Collection<InvoiceRecord>;
  /** In the order in which they came. */
  readonly #all: InvoiceRecord[] = [];
  readonly #bySession = new Map<string, InvoiceRecord[]>();
  readonly #byHash = new Map<string, InvoiceRecord | InvoiceRecord[]>();
  readonly #byKsefNumber = new Map<string, InvoiceRecord>();
  /** Accepted ones by the number that the seller gave them. */
  readonly #byNumber = new Map<string, InvoiceRecord | InvoiceRecord[]>();
  readonly #corrections = new Map<string, InvoiceRecord>();

  constructor(records: Collection<InvoiceRecord>) {
    this.#records = records;
    for (const invoice of records.values()) this.#find(invoice);
  }

  /** Takes an invoice that has just come. */
  add(invoice: InvoiceRecord): void {
    this.#records.set(invoice.referenceNumber, invoice);
    this.#find(invoice);
  }

  /** Writes down what became of an invoice that was added before; if that fails, nothing has become of it. */
  update(invoice: InvoiceRecord, changes: Partial<InvoiceRecord>): void {
    const before = { ...invoice };
    Object.assign(invoice, changes);
    try {
      this.#records.set(invoice.referenceNumber, invoice);
    } catch (error) {
      Object.assign(invoice, before);
      throw error;
    }
    this.#findAccepted(invoice);
  }

  get(referenceNumber: string): InvoiceRecord | undefined {
    return this.#records.get(referenceNumber);
  }

  values(): IterableIterator<InvoiceRecord> {
    return this.#records.values();
  }

  get size(): number {
    return this.#all.length;
  }

  /** The latest one first. */
  *newestFirst(): Generator<InvoiceRecord> {
    for (let index = this.#all.length - 1; index >= 0; index--) yield this.#all[index] as InvoiceRecord;
  }

  /** In the order of their ordinal numbers. */
  ofSession(sessionReferenceNumber: string): readonly InvoiceRecord[] {
    return this.#bySession.get(sessionReferenceNumber) ?? [];
  }

  /** The invoice of a session with this ordinal number, counted from 1. */
  inSession(sessionReferenceNumber: string, ordinalNumber: number): InvoiceRecord | undefined {
    return this.#bySession.get(sessionReferenceNumber)?.[ordinalNumber - 1];
  }

  withKsefNumber(ksefNumber: string): InvoiceRecord | undefined {
    return this.#byKsefNumber.get(ksefNumber);
  }

  /** Every sending of the file with this SHA-256 (Base64). */
  withHash(hash: string): readonly InvoiceRecord[] {
    return [this.#byHash.get(hash) ?? []].flat();
  }

  /** The accepted invoice of which one with these facts is a duplicate. */
  originalOf({ sellerNip, kind, invoiceNumber }: UniqueFacts): InvoiceRecord | undefined {
    return this.withNumber(invoiceNumber ?? '').find(
      (one) => one.sellerNip === sellerNip && one.kind === kind,
    );
  }

  /** Accepted invoices to which their sellers gave this number. */
  withNumber(invoiceNumber: string): readonly InvoiceRecord[] {
    const found = this.#byNumber.get(invoiceNumber) ?? [];
    return Array.isArray(found) ? found : [found];
  }

  /** The good technical correction of a refused offline invoice with this hash. */
  correctionOf(hash: string): InvoiceRecord | undefined {
    return this.#corrections.get(hash);
  }

  /** Forgets the ways to records that have been cleared. */
  clear(): void {
    this.#all.length = 0;
    for (const way of [
      this.index,
      this.#bySession,
      this.#byHash,
      this.#byKsefNumber,
      this.#byNumber,
      this.#corrections,
    ])
      way.clear();
  }

  #find(invoice: InvoiceRecord): void {
    const { sessionReferenceNumber, ordinalNumber, invoiceHash } = invoice;
    this.#all.push(invoice);
    const ofSession = this.#bySession.get(sessionReferenceNumber) ?? [];
    this.#bySession.set(sessionReferenceNumber, ofSession);
    ofSession[ordinalNumber - 1] = invoice;
    addTo(this.#byHash, invoiceHash, invoice);
    this.#findAccepted(invoice);
  }

  #findAccepted(invoice: InvoiceRecord): void {
    const { ksefNumber, hashOfCorrectedInvoice } = invoice;
    if (ksefNumber === null || this.#byKsefNumber.has(ksefNumber)) return;
    this.#byKsefNumber.set(ksefNumber, invoice);
    addTo(this.#byNumber, invoice.invoiceNumber ?? '', invoice);
    if (hashOfCorrectedInvoice !== null) this.#corrections.set(hashOfCorrectedInvoice, invoice);
    this.index.add(invoice);
  }
}

/** Nearly every value is one invoice's only, and a list would take more room than the rest. */
function addTo(map: Map<string, InvoiceRecord | InvoiceRecord[]>, key: string, invoice: InvoiceRecord): void {
  const earlier = map.get(key);
  if (Array.isArray(earlier)) earlier.push(invoice);
  else map.set(key, earlier === undefined ? invoice : [earlier, invoice]);
}
