import type { Api } from '@ksef/api';
import { InvalidInputError, KsefError } from '@ksef/core';
import { checkOptions, type OptionChecks, objectWith, observed, onAbort } from '@ksef/core/internal';
import { unlessAborted } from '../async/index.js';
import type { InvoiceInput, InvoiceResult } from '../invoice/index.js';
import type { SessionJournal } from '../journal/index.js';
import { OfflineSender } from './offline-sender.js';
import { processInput } from './process-input.js';
import { type SendInvoicesOptions, sendInvoicesChecks } from './send-invoices-options.js';
import type { InvoiceSender } from './sender.js';
import type { SenderOutbox } from './sender-outbox.js';
import { type OnlineWork, startSending } from './start-sending.js';

/** Options of {@link openSender}. */
export interface SenderOptions<Issued = never> extends Omit<SendInvoicesOptions, 'window'> {
  /**
   * Issues invoices offline when they cannot reach KSeF, and sends them later: `openOutbox` of `@ksef/offline`. `send`
   * then resolves with the offline issue. By default the sender stays online. Requires a `journal`. Closing the sender
   * stops the outbox's sending, and leaves the outbox open.
   */
  readonly outbox?: SenderOutbox<Issued> | undefined;
}

/**
 * Opens a sender for a service that issues invoices one by one while it runs. The first invoice opens the session, all
 * invoices share it, and it is replaced before its 12 hours end. With a `journal`, the next process opens its sender
 * with the same `runId` and sends again every invoice that has no result: nothing is lost, and nothing is sent twice.
 *
 * KSeF's limits are per context, so one sender serves a company. While a living process holds the run, other processes
 * get `JOURNAL_IN_USE`, and can retry as standbys.
 *
 * @throws InvalidInputError `INVALID_OPTION`, `INVALID_RUN_ID`; `RUN_MISMATCH` for a run that was started in another
 * context
 * @throws KsefError `JOURNAL_IN_USE` while another process holds the run
 * @throws IntegrityError `JOURNAL_CORRUPT`
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { fileJournal, openSender, type SymmetricKeyEncryptor } from '@ksef/sessions';
 *
 * declare const api: Api;
 * declare const encryptor: SymmetricKeyEncryptor;
 * declare const xml: Uint8Array;
 * const sender = await openSender(api, { encryptor, journal: fileJournal('./journal'), runId: 'shop' });
 * const { status, ksefNumber } = await sender.send({ name: 'order 17', content: xml });
 * await sender.close();
 * ```
 */
export async function openSender<Issued = never>(
  api: Api,
  options: SenderOptions<Issued>,
): Promise<InvoiceSender<Issued>> {
  checkOptions<SenderOptions<Issued>>(options, senderChecks());
  const { outbox, ...online } = options;
  if (outbox !== undefined && options.journal === undefined)
    throw new InvalidInputError(
      'A sender with an outbox needs a journal and a runId: without, what was sent is not known after a restart.',
      { code: 'INVALID_OPTION', input: 'journal' },
    );
  const sender = await openOnlineSender(api, online);
  if (outbox === undefined) return sender;
  const onEvent = observed(options.onEvent);
  return new OfflineSender(sender, outbox, (message) => onEvent?.({ type: 'warning', message }));
}

function senderChecks(): OptionChecks<SenderOptions> {
  const { window: _, ...checks } = sendInvoicesChecks;
  return { ...checks, outbox: objectWith('find', 'takes', 'issue', 'start') };
}

async function openOnlineSender(api: Api, options: Omit<SenderOptions, 'outbox'>): Promise<InvoiceSender> {
  // There is always a run: it knows the work in progress, so that an invoice given again in this process is looked up.
  const unkept = options.journal === undefined && options.runId === undefined;
  const work = await startSending(api, {
    ...options,
    ...(unkept ? { journal: nowhere, runId: 'sender' } : {}),
  });
  work.sending.run?.rememberInputs();
  try {
    await work.closeEarlier();
  } catch (error) {
    await work.leave();
    throw error;
  }
  return new Sender(work);
}

/** Stores no lines, since there is no successor to read them. */
const nowhere: SessionJournal = {
  open: async () => ({ entries: async function* () {}, append: async () => {}, close: async () => {} }),
  runs: async () => [],
  remove: async () => {},
};

class Sender implements InvoiceSender {
  readonly #work: OnlineWork;
  readonly #underWay = new Set<Promise<InvoiceResult>>();
  #next = 0;
  /** A caller who waits for the end has no more time. */
  readonly #impatient = new AbortController();
  #closing: Promise<void> | undefined;

  constructor(work: OnlineWork) {
    this.#work = work;
  }

  async send(
    invoice: InvoiceInput,
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<InvoiceResult> {
    options.signal?.throwIfAborted();
    if (this.#closing !== undefined) throw closed();
    const sending = this.#send(invoice, this.#next++);
    this.#underWay.add(sending);
    const forget = () => this.#underWay.delete(sending);
    sending.then(forget, forget);
    return unlessAborted(sending, options.signal);
  }

  close(options: { readonly signal?: AbortSignal | undefined } = {}): Promise<void> {
    const { signal } = options;
    const giveUp = () => this.#impatient.abort(signal?.reason);
    if (signal?.aborted) giveUp();
    const off = onAbort(signal, giveUp);
    this.#closing ??= this.#close(this.#impatient.signal);
    return this.#closing.finally(off);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #send(invoice: InvoiceInput, index: number): Promise<InvoiceResult> {
    const { sending, report } = this.#work;
    await sending.semaphore.acquire();
    const result = await report.one(() => processInput(sending, invoice, index));
    if (result.status === 'failed') sending.run?.putBack(index);
    return result;
  }

  async #close(impatient: AbortSignal): Promise<void> {
    const all = Promise.allSettled(this.#underWay);
    try {
      await unlessAborted(all, impatient);
      await this.#work.end(impatient);
    } catch (error) {
      if (!impatient.aborted) throw error;
      this.#work.stop(givenUp());
      await all;
      await this.#work.leave();
    }
  }
}

function closed(): KsefError {
  return new KsefError('The sender is closed. Open another.', { code: 'SENDER_CLOSED' });
}

function givenUp(): KsefError {
  const message =
    'The sender was closed before the result of the invoice was known: give it again to the next one, with the same journal and runId.';
  return new KsefError(message, { code: 'SENDER_CLOSED' });
}
