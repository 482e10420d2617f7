import { unlessAborted } from '../async/index.js';
import type { InvoiceInput, InvoiceResult } from '../invoice/index.js';
import type { InvoiceSender } from './sender.js';
import type { SenderOutbox } from './sender-outbox.js';

/**
 * A sender that switches to offline mode when necessary: the outbox issues invoices that cannot reach KSeF, and sends
 * them later.
 */
export class OfflineSender<Issued> implements InvoiceSender<Issued> {
  readonly #online: InvoiceSender;
  readonly #outbox: SenderOutbox<Issued>;
  readonly #delivery: { stop(): Promise<void> };
  readonly #warn: (message: string) => void;
  #closing: Promise<void> | undefined;

  constructor(online: InvoiceSender, outbox: SenderOutbox<Issued>, warn: (message: string) => void) {
    this.#online = online;
    this.#outbox = outbox;
    this.#warn = warn;
    // Bypasses this object: what the outbox sends must not return to it.
    this.#delivery = outbox.start(online);
  }

  send(
    invoice: InvoiceInput,
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<InvoiceResult | Issued> {
    options.signal?.throwIfAborted();
    return unlessAborted(this.#send(invoice), options.signal);
  }

  close(options?: { readonly signal?: AbortSignal | undefined }): Promise<void> {
    this.#closing ??= this.#delivery.stop();
    return this.#closing.then(() => this.#online.close(options));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #send(invoice: InvoiceInput): Promise<InvoiceResult | Issued> {
    // If the invoice itself is invalid, the online path reports it as usual.
    const known = await this.#outbox.find(invoice).catch(() => undefined);
    if (known !== undefined) return known;
    if (this.#outbox.isAway && this.#closing === undefined) {
      const issued = await this.#issue(invoice);
      if (issued !== undefined) return issued;
    }
    const result = await this.#online.send(invoice);
    if (result.status !== 'failed' || !this.#outbox.takes(result.error)) return result;
    // Its online send may have arrived: the sender finds it by its hash when the outbox sends it.
    return (await this.#issue(invoice)) ?? result;
  }

  async #issue(invoice: InvoiceInput): Promise<Issued | undefined> {
    try {
      return await this.#outbox.issue(invoice);
    } catch (error) {
      this.#warn(
        `The invoice could not be issued offline: ${error instanceof Error ? error.message : error}`,
      );
      return undefined;
    }
  }
}
