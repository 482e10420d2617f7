import type { EmulatorKernel } from '../kernel/index.js';
import type { RecordedRequest, RequestLog } from '../requests/index.js';
import type { SessionStore } from '../sessions/index.js';
import { type EmulatorContext, listContexts } from './contexts.js';
import {
  type CredentialFilter,
  type EmulatorCertificate,
  type EmulatorLogin,
  type EmulatorPermission,
  type EmulatorToken,
  inspectCredentials,
} from './credentials.js';
import { type EmulatorExport, type ExportFilter, type ExportList, inspectExports } from './exports.js';
import { type EmulatorInvoice, type InvoiceFilter, type InvoiceList, inspectInvoices } from './invoices.js';
import type { PageFilter } from './list-page.js';
import { invoicePicture, receiptPicture } from './pictures.js';
import { type EmulatorSession, inspectSessions, type SessionFilter, type SessionList } from './sessions.js';
import { type EmulatorState, readState } from './state.js';

/** What the emulator holds, for tests and people. Lists come in pages, the latest first. */
export interface EmulatorInspection {
  /** Clock, counts and settings. */
  state(): EmulatorState;
  contexts(): readonly EmulatorContext[];
  logins(filter?: CredentialFilter): {
    readonly logins: readonly EmulatorLogin[];
    readonly loginCount: number;
    readonly hasMore: boolean;
  };
  sessions(filter?: SessionFilter): SessionList;
  /** Undefined if the session does not exist. */
  session(referenceNumber: string): EmulatorSession | undefined;
  /** One page of a session's receipt as XML, by the page's own reference number. */
  sessionReceipt(referenceNumber: string, upoReferenceNumber: string): Promise<Uint8Array | undefined>;
  invoices(filter?: InvoiceFilter): InvoiceList;
  /** By reference number or KSeF number; undefined if the invoice does not exist. */
  invoice(number: string): EmulatorInvoice | undefined;
  /** The file as it was sent, decrypted; undefined also where it could not be decrypted. */
  invoiceXml(number: string): Uint8Array | undefined;
  /** The receipt (UPO) of an accepted invoice. */
  invoiceReceipt(number: string): Promise<Uint8Array | undefined>;
  /** The invoice as people read it, a page of HTML; undefined where its file cannot be shown. */
  invoiceHtml(number: string): Promise<string | undefined>;
  /** The receipt of an accepted invoice as a page of HTML. */
  invoiceReceiptHtml(number: string): Promise<string | undefined>;
  exports(filter?: ExportFilter): ExportList;
  /** Undefined if the export does not exist. */
  export(referenceNumber: string): EmulatorExport | undefined;
  tokens(filter?: CredentialFilter): {
    readonly tokens: readonly EmulatorToken[];
    readonly tokenCount: number;
    readonly hasMore: boolean;
  };
  certificates(filter?: PageFilter): {
    readonly certificates: readonly EmulatorCertificate[];
    readonly certificateCount: number;
    readonly hasMore: boolean;
  };
  permissions(filter?: CredentialFilter): {
    readonly permissions: readonly EmulatorPermission[];
    readonly permissionCount: number;
    readonly hasMore: boolean;
  };
  /**
   * One of the latest 1 000 requests with its response, by the `requestId` of its event. Secrets are hidden; undefined
   * when it is not kept any more.
   */
  request(id: number): RecordedRequest | undefined;
}

export function makeInspection(
  kernel: EmulatorKernel,
  store: SessionStore,
  requests: RequestLog,
): EmulatorInspection {
  const invoices = inspectInvoices(kernel, store);
  const sessions = inspectSessions(kernel, store);
  const exports = inspectExports(kernel);
  const credentials = inspectCredentials(kernel);
  return {
    state: () => upToDate(() => readState(kernel, store)),
    contexts: () => upToDate(() => listContexts(kernel, store)),
    logins: (filter) => credentials.logins(filter),
    sessions: (filter) => upToDate(() => sessions.list(filter)),
    session: (referenceNumber) => upToDate(() => sessions.get(referenceNumber)),
    sessionReceipt: (referenceNumber, upo) => sessions.receipt(referenceNumber, upo),
    invoices: (filter) => upToDate(() => invoices.list(filter)),
    invoice: (number) => upToDate(() => invoices.get(number)),
    invoiceXml: (number) => invoices.xml(number),
    invoiceReceipt: (number) => upToDate(() => invoices.receipt(number)),
    async invoiceHtml(number) {
      const invoice = upToDate(() => invoices.get(number));
      const xml = invoices.xml(number);
      return invoice && xml && invoicePicture(xml, invoice);
    },
    async invoiceReceiptHtml(number) {
      const xml = await upToDate(() => invoices.receipt(number));
      return xml && receiptPicture(xml);
    },
    exports: (filter) => upToDate(() => exports.list(filter)),
    export: (referenceNumber) => upToDate(() => exports.get(referenceNumber)),
    tokens: (filter) => credentials.tokens(filter),
    certificates: (filter) => credentials.certificates(filter),
    permissions: (filter) => credentials.permissions(filter),
    request: (id) => requests.get(id),
  };

  /** Reads when everything has the state that it has by now. */
  function upToDate<T>(read: () => T): T {
    kernel.catchUp();
    return read();
  }
}
