import type { Api, CallOptions } from '@ksef/api';
import {
  failedInvoices,
  getInvoiceUpo,
  getSession,
  type SessionInvoice,
  type SessionState,
  sessionInvoices,
  sessionUpo,
  type Upo,
  type WaitOptions,
  waitForSession,
} from '@ksef/sessions';

/** A session that is known by its reference number: what can be asked about it without its key. */
export interface SessionView {
  readonly referenceNumber: string;
  /** Its state as KSeF sees it. */
  status(options?: CallOptions): Promise<SessionState>;
  invoices(options?: CallOptions): AsyncIterable<SessionInvoice>;
  failedInvoices(options?: CallOptions): AsyncIterable<SessionInvoice>;
  /** Waits until the session, once closed, is processed. */
  waitUntilProcessed(options?: WaitOptions): Promise<SessionState>;
  /** Receipt of one invoice; with `invoiceHash` it is checked against the file's. */
  invoiceUpo(
    invoice: { readonly referenceNumber: string } | { readonly ksefNumber: string },
    options?: CallOptions & { readonly invoiceHash?: string | undefined },
  ): Promise<Upo>;
  /** Receipt of the whole session, page by page. */
  upo(options?: CallOptions): AsyncIterable<Upo>;
}

/** Binds the questions about a session to its reference number and a client. */
export function sessionView(api: Api, referenceNumber: string): SessionView {
  return {
    referenceNumber,
    status: (options) => getSession(api, referenceNumber, options),
    invoices: (options) => sessionInvoices(api, referenceNumber, options),
    failedInvoices: (options) => failedInvoices(api, referenceNumber, options),
    waitUntilProcessed: (options) => waitForSession(api, referenceNumber, options),
    invoiceUpo: (invoice, options) => getInvoiceUpo(api, referenceNumber, invoice, options),
    upo: (options) => sessionUpo(api, referenceNumber, options),
  };
}
