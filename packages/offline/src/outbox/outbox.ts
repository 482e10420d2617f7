import { InvalidInputError, KsefError, sha256Base64 } from '@ksef/core';
import { checkOptions, isBytes, isSignal } from '@ksef/core/internal';
import type { Outage } from '../latarnia/index.js';
import { correctionMismatch, correctRecord } from './delivery/correct-record.js';
import { meansAway } from './delivery/deliver-one.js';
import { deliverWaiting } from './delivery/deliver-waiting.js';
import { DeliveryLoop } from './delivery/delivery-loop.js';
import { type FileToIssue, issueInvoice } from './issue-invoice.js';
import type { IssuedInvoice } from './issued-invoice.js';
import { OutageWatch } from './outage-watch.js';
import type { OutboxLedger } from './outbox-ledger.js';
import { type IssueOptions, issueChecks } from './outbox-options.js';
import type { OutboxSender } from './outbox-sender.js';
import { tellDeadlines } from './tell-deadlines.js';

/** An invoice to issue offline. */
export interface OfflineInvoice {
  /** Your name for it; returned with the result. */
  readonly name?: string | undefined;
  /** The XML file, exactly as it will be sent; a text is sent as UTF-8. */
  readonly content: Uint8Array | string;
}

/** The result of one round of sending. */
export interface OutboxReport {
  /** Those that KSeF accepted or rejected in this round. */
  readonly invoices: readonly IssuedInvoice[];
  /** The number of invoices that still wait. */
  readonly waitingCount: number;
  /** Why they wait; undefined if all were sent. */
  readonly reason?: string | undefined;
}

/** Options of a round of sending. */
export interface OutboxCallOptions {
  readonly signal?: AbortSignal | undefined;
}

const dayMs = 24 * 60 * 60 * 1000;

/** Stores invoices that were issued offline until KSeF has accepted them. Created by `openOutbox`. */
export class Outbox {
  readonly #ledger: OutboxLedger;
  readonly #watch: OutageWatch;
  readonly #issuing = new Map<string, Promise<IssuedInvoice>>();
  readonly #loops = new Set<DeliveryLoop>();
  #round: Promise<unknown> = Promise.resolve();
  #isAway = false;
  #isClosed = false;

  /** @internal */
  constructor(ledger: OutboxLedger) {
    this.#ledger = ledger;
    this.#watch = new OutageWatch(ledger);
  }

  /**
   * Issues an invoice offline. When this resolves, the invoice is stored and will be sent. The result contains its
   * codes, the label, and the last day for sending. The same file is issued once, however often it is passed.
   *
   * @throws InvalidInputError `CERTIFICATE_EXPIRED`, `CERTIFICATE_NOT_YET_VALID`, `CERTIFICATE_REVOKED`; what `readInvoice`
   * throws; `ATTACHMENT_NEEDS_BATCH`; `INVALID_OPTION`; what `codes` throws
   * @throws KsefError `OUTBOX_CLOSED`; what the journal throws
   */
  async issue(invoice: OfflineInvoice, options: IssueOptions = {}): Promise<IssuedInvoice> {
    checkOptions<IssueOptions>(options, issueChecks);
    options.signal?.throwIfAborted();
    this.#checkOpen();
    const bytes = bytesOf(invoice);
    const hash = await sha256Base64(bytes);
    const record = this.#ledger.book.records.get(hash);
    if (record !== undefined) return this.#ledger.view(record);
    const issuing = this.#issuing.get(hash) ?? this.#issue({ bytes, hash, name: invoice.name }, options);
    this.#issuing.set(hash, issuing);
    return issuing.finally(() => this.#issuing.delete(hash));
  }

  /** The invoice with these bytes if it was issued here; undefined otherwise. */
  async find(invoice: Pick<OfflineInvoice, 'content'>): Promise<IssuedInvoice | undefined> {
    const record = this.#ledger.book.records.get(await sha256Base64(bytesOf(invoice)));
    return record && this.#ledger.view(record);
  }

  /** All invoices issued here, the earliest first. */
  *invoices(): Generator<IssuedInvoice, void> {
    for (const record of this.#ledger.book.records.values()) yield this.#ledger.view(record);
  }

  /**
   * Sends the waiting invoices once, earliest deadline first. Ends early when KSeF cannot be reached.
   *
   * @throws KsefError `OUTBOX_CLOSED`; what the journal throws; the signal's reason
   */
  async send(sender: OutboxSender, options: OutboxCallOptions = {}): Promise<OutboxReport> {
    this.#checkOpen();
    checkOptions<OutboxCallOptions>(options, { signal: isSignal });
    // One after the other: no invoice is passed to two senders at the same time.
    const round = this.#round.then(() => this.#deliver(sender, options.signal));
    this.#round = round.catch(() => {});
    return round;
  }

  /** Sends waiting and new invoices until it is stopped. While KSeF is unavailable, it retries with growing pauses. */
  start(sender: OutboxSender): { stop(): Promise<void> } {
    this.#checkOpen();
    const { book, clock } = this.#ledger;
    const loop = new DeliveryLoop({
      clock,
      openCount: () => book.open().length,
      pass: async (signal) => {
        const { reason } = await this.send(sender, { signal });
        return reason === undefined ? undefined : { reason };
      },
      look: () => tellDeadlines(this.#ledger),
      onWait: (waitMs, reason) =>
        this.#ledger.emit({ type: 'outbox-waiting', waitingCount: book.waitingCount, waitMs, reason }),
      warn: (message) => this.#ledger.warn(message),
    });
    this.#loops.add(loop);
    return {
      stop: async () => {
        await loop.stop();
        this.#loops.delete(loop);
      },
    };
  }

  /**
   * Replaces an invoice that KSeF rejected by a technical correction: the same invoice without the technical mistake.
   * The printed codes lead to it once KSeF has accepted it.
   *
   * @param invoiceHash - of the issued invoice, Base64
   * @throws InvalidInputError `CORRECTION_MISMATCH` when it is another invoice, or KSeF has not rejected
   * that one; what `readInvoice` throws
   */
  async correct(invoiceHash: string, content: Uint8Array | string): Promise<IssuedInvoice> {
    this.#checkOpen();
    const record = this.#ledger.book.records.get(invoiceHash);
    if (record?.refusal === undefined)
      throw correctionMismatch('The outbox has no rejected invoice with this hash.', 'invoiceHash');
    await correctRecord(this.#ledger, record, bytesOf({ content }));
    this.#wake();
    return this.#ledger.view(record);
  }

  /** Reports an outage that was announced elsewhere, e.g. in the ministry's bulletin, or its end. */
  async learnOutage(outage: Outage): Promise<void> {
    this.#checkOpen();
    const { id, category, start, end } = outage;
    const isWhole =
      typeof id === 'string' &&
      ['FAILURE', 'TOTAL_FAILURE', 'MAINTENANCE'].includes(category) &&
      !Number.isNaN(Date.parse(start)) &&
      (end === undefined || Date.parse(end) >= Date.parse(start));
    if (!isWhole)
      throw new InvalidInputError(
        'An outage needs an id, a category, a start and, once it is over, an end that is not before the start.',
        {
          code: 'INVALID_OPTION',
          input: 'outage',
        },
      );
    await this.#watch.learn({ id, category, start, end });
  }

  /** Checks the certificate in KSeF now, and remembers the answer. Does nothing without `checkCertificate`. */
  async checkCertificate(options: OutboxCallOptions = {}): Promise<void> {
    const { checkCertificate, certificate } = this.#ledger.options;
    if (checkCertificate === undefined || certificate === undefined) return;
    const { serialNumber } = certificate;
    const found = await checkCertificate({ serialNumber, signal: options.signal });
    const at = this.#ledger.timestamp();
    const status = found?.status ?? 'unknown to KSeF';
    await this.#ledger.write({ type: 'certificate-checked', serialNumber, status, at });
  }

  /** Whether the last attempt to reach KSeF failed. */
  get isAway(): boolean {
    return this.#isAway;
  }

  /** Whether the outbox should take an invoice that could not be sent online because of this error. */
  takes(error: unknown): boolean {
    if (!meansAway(error)) return false;
    this.#isAway = true;
    return true;
  }

  /** Stops sending and releases the journal. Waiting invoices stay there for the next process. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await Promise.all([...this.#loops].map((loop) => loop.stop()));
    await Promise.allSettled([...this.#issuing.values(), this.#round]);
    await this.#ledger.close();
  }

  async #issue(file: FileToIssue, options: IssueOptions): Promise<IssuedInvoice> {
    const issued = await issueInvoice(this.#ledger, this.#watch, file, options);
    this.#wake();
    return issued;
  }

  async #deliver(sender: OutboxSender, signal: AbortSignal | undefined): Promise<OutboxReport> {
    signal?.throwIfAborted();
    const { book } = this.#ledger;
    if (book.open().length > 0) await this.#watch.refresh(signal);
    const { ended, reason } = await deliverWaiting(this.#ledger, sender, signal);
    this.#isAway = reason !== undefined;
    if (reason === undefined) await this.#checkCertificateDaily(signal);
    return { invoices: ended.map((one) => this.#ledger.view(one)), waitingCount: book.waitingCount, reason };
  }

  async #checkCertificateDaily(signal: AbortSignal | undefined): Promise<void> {
    const { checkedCertificate: checked, clock } = this.#ledger;
    if (checked !== undefined && Math.abs(clock.now() - Date.parse(checked.at)) < dayMs) return;
    await this.checkCertificate({ signal }).catch((error: unknown) => {
      signal?.throwIfAborted();
      this.#ledger.warn(`The certificate could not be checked: ${String(error)}`);
    });
  }

  #wake(): void {
    for (const loop of this.#loops) loop.wake();
  }

  #checkOpen(): void {
    if (this.#isClosed) throw new KsefError('The outbox is closed. Open another.', { code: 'OUTBOX_CLOSED' });
  }
}

function bytesOf({ content }: Pick<OfflineInvoice, 'content'>): Uint8Array {
  if (typeof content === 'string') return new TextEncoder().encode(content);
  // A copy: the caller may use its buffer again.
  if (isBytes(content)) return new Uint8Array(content);
  throw new InvalidInputError('The content of an invoice must be bytes (Uint8Array) or a text.', {
    code: 'INVALID_OPTION',
    input: 'content',
  });
}
