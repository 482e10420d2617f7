import type { FinishedInvoice } from '../../invoice/index.js';
import type { SentInvoice } from '../session/index.js';
import type { OnlineEntry } from './online-entries.js';
import { type PendingInvoice, sendingTo } from './run-history.js';

/** What identifies an input in its journal. */
export interface RecordedInput {
  readonly id: number;
  readonly hash: string;
  readonly index: number;
  readonly name: string | undefined;
}

/** Where records are written. */
export interface RecordWriter {
  write(entry: OnlineEntry): Promise<void>;
  timestamp(): string;
  warn(message: string): void;
  /** The input has its result. */
  forget(index: number): void;
}

/** The journal's view of one input. */
export class InvoiceRecord {
  /** Its result, if an earlier process knew it. */
  readonly finished: FinishedInvoice | undefined;
  /** How far an earlier process got with it. */
  readonly pending: PendingInvoice | undefined;
  readonly #run: RecordWriter;
  readonly #input: RecordedInput;
  #known: PendingInvoice | undefined;

  constructor(
    run: RecordWriter,
    input: RecordedInput,
    finished: FinishedInvoice | undefined,
    pending: PendingInvoice | undefined,
  ) {
    this.#run = run;
    this.#input = input;
    this.finished = finished;
    this.pending = pending;
    this.#known = pending;
  }

  /** Its progress so far; undefined while it has not been sent. */
  get known(): PendingInvoice | undefined {
    return this.#known;
  }

  /** Must resolve before the invoice is sent. */
  async sending(session: string): Promise<void> {
    const at = this.#run.timestamp();
    await this.#run.write({ type: 'invoice-sending', ...this.#input, session, at });
    this.#known = sendingTo(session, this.#input, this.#known);
  }

  sent({ sessionReferenceNumber: session, referenceNumber: reference, sends }: SentInvoice): Promise<void> {
    if (this.#known !== undefined)
      this.#known = { ...this.#known, session, referenceNumber: reference, sends };
    return this.#try({ type: 'invoice-sent', id: this.#input.id, session, reference, sends });
  }

  finish(result: FinishedInvoice): Promise<void> {
    const { id, hash, index } = this.#input;
    this.#run.forget(index);
    return this.#try({ type: 'invoice-finished', id, hash, result, at: this.#run.timestamp() });
  }

  /** KSeF's decision stands although the journal cannot store it: the next process asks KSeF again. */
  async #try(entry: OnlineEntry): Promise<void> {
    await this.#run.write(entry).catch((error: unknown) => {
      this.#run.warn(`The journal could not be written (${entry.type}): ${String(error)}`);
    });
  }
}
