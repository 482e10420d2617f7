import { createDecipheriv } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { bodyOf, invalidInput, isMissing, Problem, pathParameter } from '../../http/index.js';
import { invoiceBlob, newInvoice } from '../../invoices/index.js';
import { sha256 } from '../../kernel/index.js';
import type { Area } from '../area.js';
import { findSession } from '../find-session.js';
import { sendingPermissions } from '../needed-permissions.js';
import { statusForbids, unknownSession } from '../problems.js';
import type { SessionRecord, SessionStore } from '../records.js';
import { violationsOf } from '../schema/index.js';
import { takeSessionFault } from '../session-faults.js';
import { sessionLimits } from '../session-limits.js';

/** `POST /sessions/online/{referenceNumber}/invoices` */
export function sendInvoiceRoute(app: FastifyInstance, { kernel, callers, store, processing }: Area): void {
  // The body of the largest invoice: encrypted, in Base64, with room for what stands around it.
  const bodyLimit = 16 * 1024 * 1024;
  app.post('/sessions/online/:referenceNumber/invoices', { bodyLimit }, async (request, reply) => {
    const principal = callers.authorize(request, sendingPermissions);
    const session = findSession(store, principal, pathParameter(request, 'referenceNumber'));
    if (session.batch !== undefined) throw unknownSession(session.referenceNumber);
    const sent = readInvoice(request);
    if (session.status.code !== 100) throw statusForbids(session.status.code, 'wysyłkę faktur');
    if (session.unavailable || takeSessionFault(kernel, 'unavailable21184')) {
      session.unavailable = true;
      store.sessions.set(session.referenceNumber, session);
      throw unavailable(session);
    }
    const { maxInvoices } = sessionLimits(kernel, session);
    if (session.invoiceCount >= maxInvoices) throw tooManyInvoices(session, maxInvoices);
    checkContent(sent);
    if (sent.hashOfCorrectedInvoice !== null) checkCorrection(store, sent.hashOfCorrectedInvoice);

    const plain = decrypt(session, sent.content);
    const { invoiceHash, invoiceSize, offlineMode, hashOfCorrectedInvoice } = sent;
    const invoice = newInvoice(kernel, session, {
      ordinalNumber: session.invoiceCount + 1,
      invoiceHash,
      invoiceSize,
      offlineMode,
      hashOfCorrectedInvoice,
      acceptedAt: kernel.now(),
    });
    if (plain !== undefined) kernel.blobs.put(invoiceBlob(invoice.referenceNumber), plain);
    store.invoices.add(invoice);
    session.invoiceCount++;
    session.updatedAt = invoice.acceptedAt;
    store.sessions.set(session.referenceNumber, session);
    // What it says of itself is known once it has been processed.
    kernel.record('invoice-accepted', () => ({
      sessionReferenceNumber: session.referenceNumber,
      referenceNumber: invoice.referenceNumber,
      invoiceHash,
      ksefNumber: invoice.ksefNumber,
      sellerNip: invoice.sellerNip,
      invoiceNumber: invoice.invoiceNumber,
    }));
    // Taken already, as the session may end while the thread is at work; judged once that is done.
    const violations = plain === undefined ? [] : await violationsOf(kernel, session, plain);
    // A reset may have forgotten it.
    if (violations.length > 0 && store.invoices.get(invoice.referenceNumber) !== undefined)
      store.invoices.update(invoice, { violations });
    processing.addInvoice(invoice);
    return reply.code(202).send({ referenceNumber: invoice.referenceNumber });
  });
}

/** Body of `POST /sessions/online/{referenceNumber}/invoices`. */
interface SendInvoiceRequest {
  readonly invoiceHash: string;
  readonly invoiceSize: number;
  readonly encryptedInvoiceHash: string;
  readonly encryptedInvoiceSize: number;
  readonly encryptedInvoiceContent: string;
  readonly offlineMode?: boolean | null;
  readonly hashOfCorrectedInvoice?: string | null;
}

type SentInvoice = ReturnType<typeof readInvoice>;

function readInvoice(request: FastifyRequest) {
  const { encryptedInvoiceContent, offlineMode, hashOfCorrectedInvoice, ...sent } =
    bodyOf<SendInvoiceRequest>(request);
  if (!isMissing(hashOfCorrectedInvoice) && offlineMode !== true)
    throw invalidInput("'hashOfCorrectedInvoice' wymaga 'offlineMode' o wartości true.");
  return {
    ...sent,
    content: Buffer.from(encryptedInvoiceContent, 'base64'),
    offlineMode: offlineMode ?? false,
    hashOfCorrectedInvoice: hashOfCorrectedInvoice ?? null,
  };
}

function checkContent(sent: SentInvoice): void {
  if (sent.content.length !== sent.encryptedInvoiceSize) {
    throw new Problem({
      status: 400,
      code: 21402,
      description: 'Nieprawidłowy rozmiar pliku.',
      details: ['Długość treści nie zgadza się z rozmiarem pliku.'],
    });
  }
  if (sha256(sent.content) !== sent.encryptedInvoiceHash) {
    throw new Problem({
      status: 400,
      code: 21403,
      description: 'Nieprawidłowy skrót pliku.',
      details: ['Skrót treści nie zgadza się ze skrótem pliku.'],
    });
  }
}

function checkCorrection(store: SessionStore, hash: string): void {
  if (store.invoices.correctionOf(hash) !== undefined) {
    throw new Problem({
      status: 400,
      code: 21166,
      description: 'Korekta techniczna niedostępna.',
      details: ['Faktura posiada już przetworzoną prawidłowo korektę techniczną.'],
    });
  }
  const statuses = store.invoices.withHash(hash).map((invoice) => invoice.status.code);
  if (statuses.length === 0) throw invalidInput("'hashOfCorrectedInvoice' nie wskazuje znanej faktury.");
  // Lack of rights is not a technical reason; what is accepted or not yet processed needs no correction.
  if (statuses.some((code) => code <= 200 || code === 410)) {
    throw new Problem({
      status: 400,
      code: 21167,
      description: 'Status faktury nie pozwala na korektę techniczną.',
      details: ['Nie można wysłać korekty technicznej do prawidłowo przetworzonej faktury.'],
    });
  }
}

function decrypt(session: SessionRecord, content: Uint8Array): Uint8Array | undefined {
  if (session.key === null) return undefined;
  try {
    const iv = Buffer.from(session.initializationVector, 'base64');
    const decipher = createDecipheriv('aes-256-cbc', Buffer.from(session.key, 'base64'), iv);
    return Buffer.concat([decipher.update(content), decipher.final()]);
  } catch {
    return undefined;
  }
}

function unavailable(session: SessionRecord): Problem {
  return new Problem({
    status: 400,
    code: 21184,
    description: 'Sesja interaktywna jest niedostępna.',
    details: [
      `Sesja o numerze referencyjnym ${session.referenceNumber} jest niedostępna z powodu prac serwisowych.`,
    ],
  });
}

function tooManyInvoices(session: SessionRecord, limit: number): Problem {
  return new Problem({
    status: 400,
    code: 21155,
    description: 'Przekroczono dozwoloną liczbę faktur w sesji.',
    details: [
      `Sesja o numerze referencyjnym ${session.referenceNumber} osiągnęła dozwolony limit liczby faktur ${limit}.`,
    ],
  });
}
