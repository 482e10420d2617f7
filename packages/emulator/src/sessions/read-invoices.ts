import { parseKsefNumber } from '@ksef/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { invalidInput } from '../input/problems.js';
import { type Kernel, Problem } from '../kernel.js';
import { continuationToken, readPage } from '../paging.js';
import { receivingLimits } from '../receiving/limits.js';
import { type Area, sendXml } from './area.js';
import { takeSessionFault } from './faults.js';
import { authorize, findSession, pathParameter, readingPermissions, requireReference } from './input.js';
import { sessionLimits } from './limits.js';
import {
  type InvoiceRecord,
  invoiceBlob,
  invoicesOf,
  type SessionRecord,
  type SessionStore,
} from './records.js';
import { isSeenBy } from './seen-by.js';
import { upoPath } from './upo.js';

/** Listings of a session's invoices, the status of one, and `GET /invoices/ksef/{ksefNumber}`. */
export function readInvoicesRoutes(app: FastifyInstance, area: Area): void {
  const { kernel, store, settlement } = area;

  const list = (request: FastifyRequest, onlyFailed: boolean) => {
    settlement.settle();
    const principal = authorize(kernel, request, readingPermissions);
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
    settlement.settle();
    const principal = authorize(kernel, request, readingPermissions);
    const session = findSession(store, principal, pathParameter(request, 'referenceNumber'));
    return showInvoice(kernel, findInvoice(store, session, request));
  });

  app.get('/invoices/ksef/:ksefNumber', async (request, reply) => {
    settlement.settle();
    const { context } = authorize(kernel, request, ['InvoiceRead']);
    const number = ksefNumberParameter(request);
    const invoice = store.invoices.withKsefNumber(number);
    const bytes = invoice && kernel.blobs.get(invoiceBlob(invoice.referenceNumber));
    if (invoice === undefined || bytes === undefined || !isSeenBy(store, invoice, context)) {
      throw new Problem({
        status: 400,
        code: 21164,
        description: 'Faktura o podanym identyfikatorze nie istnieje.',
        details: [`Faktura o numerze KSeF ${number} nie została znaleziona.`],
      });
    }
    if (!isStored(kernel, invoice)) {
      throw new Problem({
        status: 400,
        code: 21165,
        description: 'Faktura o podanym numerze KSeF nie jest jeszcze dostępna.',
        details: [
          `Faktura o numerze KSeF ${number} została przetworzona, ale nie jest jeszcze dostępna do pobrania. Spróbuj ponownie później.`,
        ],
      });
    }
    if ((invoice.permanentlyStoredAt ?? 0) + receivingLimits(kernel).invoiceKeptForMs <= kernel.now())
      throw new Problem({ status: 410, description: 'Faktura nie jest już dostępna.' });
    return sendXml(reply, bytes, invoice.invoiceHash);
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

/** The KSeF number of the path, checked. */
export function ksefNumberParameter(request: FastifyRequest): string {
  return readKsefNumber(pathParameter(request, 'ksefNumber'));
}

/** A KSeF number with its checksum, else 21405. */
export function readKsefNumber(value: unknown): string {
  try {
    parseKsefNumber(value as string);
  } catch {
    throw invalidInput(`'ksefNumber': '${value}' nie jest prawidłowym numerem KSeF.`);
  }
  return String(value);
}

function isStored(kernel: Kernel, invoice: InvoiceRecord): boolean {
  const { storageDelayMs } = sessionLimits(kernel);
  return invoice.acquiredAt !== null && invoice.acquiredAt + storageDelayMs <= kernel.now();
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
