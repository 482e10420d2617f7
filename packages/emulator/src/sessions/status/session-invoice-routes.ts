import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  continuationToken,
  invalidInput,
  pathParameter,
  readPage,
  requireReference,
} from '../../http/index.js';
import type { InvoiceRecord } from '../../invoices/index.js';
import type { Kernel } from '../../kernel/index.js';
import type { Area } from '../area.js';
import { findSession } from '../find-session.js';
import { isStored } from '../is-stored.js';
import { readingPermissions } from '../needed-permissions.js';
import { upoPath } from '../receipts/upo.js';
import { invoicesOf, type SessionRecord, type SessionStore } from '../records.js';
import { takeSessionFault } from '../session-faults.js';
import { sessionLimits } from '../session-limits.js';

/** Lists of a session's invoices, and the status of one. */
export function sessionInvoiceRoutes(app: FastifyInstance, area: Area): void {
  const { kernel, callers, store } = area;

  const list = (request: FastifyRequest, onlyFailed: boolean) => {
    const principal = callers.authorize(request, readingPermissions);
    const session = findSession(store, principal, pathParameter(request, 'referenceNumber'));
    const scope = `${onlyFailed ? 'failed' : 'invoices'}:${session.referenceNumber}`;
    const page = readPage(request, scope);
    if (takeSessionFault(kernel, 'listsNothing')) return { continuationToken: null, invoices: [] };
    const found: InvoiceRecord[] = [];
    for (const invoice of invoicesOf(store, session, page.after)) {
      if (onlyFailed && invoice.status.code <= 200) continue;
      if (found.push(invoice) > page.size) break;
    }
    // TEST leaves the list out where the contract requires one: its official Java client's tests expect that.
    if (onlyFailed && found.length === 0) return { continuationToken: null };
    const last = found.length > page.size ? found[page.size - 1] : undefined;
    return {
      continuationToken: last === undefined ? null : continuationToken(scope, last.ordinalNumber),
      invoices: found.slice(0, page.size).map((invoice) => showInvoice(kernel, invoice)),
    };
  };
  app.get('/sessions/:referenceNumber/invoices', async (request) => list(request, false));
  app.get('/sessions/:referenceNumber/invoices/failed', async (request) => list(request, true));

  app.get('/sessions/:referenceNumber/invoices/:invoiceReferenceNumber', async (request) => {
    const principal = callers.authorize(request, readingPermissions);
    const session = findSession(store, principal, pathParameter(request, 'referenceNumber'));
    return showInvoice(kernel, findInvoice(store, session, request));
  });
}

/** The invoice of the path, else 21405: the contract has no code of its own for it. */
export function findInvoice(
  store: SessionStore,
  session: SessionRecord,
  request: FastifyRequest,
): InvoiceRecord {
  const reference = pathParameter(request, 'invoiceReferenceNumber');
  requireReference('invoiceReferenceNumber', reference);
  const invoice = store.invoices.get(reference);
  if (invoice?.sessionReferenceNumber !== session.referenceNumber) {
    throw invalidInput(`Faktura o numerze referencyjnym ${reference} nie została znaleziona.`);
  }
  return invoice;
}

function showInvoice(kernel: Kernel, invoice: InvoiceRecord) {
  const time = (ms: number | null) => (ms === null ? null : kernel.timestamp(ms));
  const link =
    invoice.status.code === 200
      ? kernel.presign(upoPath(invoice.referenceNumber), sessionLimits(kernel).downloadLinkValidForMs)
      : undefined;
  return {
    ordinalNumber: invoice.ordinalNumber,
    invoiceNumber: invoice.invoiceNumber,
    ksefNumber: invoice.ksefNumber,
    referenceNumber: invoice.referenceNumber,
    invoiceHash: invoice.invoiceHash,
    invoiceFileName: invoice.invoiceFileName ?? null,
    acquisitionDate: time(invoice.acquiredAt),
    invoicingDate: kernel.timestamp(invoice.acceptedAt),
    permanentStorageDate: isStored(kernel, invoice) ? time(invoice.permanentlyStoredAt) : null,
    invoicingMode: invoice.invoicingMode,
    status: invoice.status,
    upoDownloadUrl: link?.url ?? null,
    upoDownloadUrlExpirationDate: link?.expiresAt ?? null,
  };
}
