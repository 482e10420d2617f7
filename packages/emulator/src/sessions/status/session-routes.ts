import type { FastifyInstance } from 'fastify';
import type { Principal } from '../../access/index.js';
import { invalidInput, pageOf, pathParameter, requireReference } from '../../http/index.js';
import { sameIdentifier } from '../../identifiers/index.js';
import type { Area } from '../area.js';
import { findSession } from '../find-session.js';
import { readingPermissions } from '../needed-permissions.js';
import { upoPath } from '../receipts/upo.js';
import type { SessionRecord } from '../records.js';
import { takeSessionFault } from '../session-faults.js';
import { sessionLimits } from '../session-limits.js';
import { sessionStatus } from '../statuses.js';

const overseeing: readonly string[] = ['Introspection', 'EnforcementOperations'];
const listingPermissions = ['InvoiceWrite', ...overseeing];

/** `GET /sessions` and `GET /sessions/{referenceNumber}` */
export function sessionRoutes(app: FastifyInstance, area: Area): void {
  const { kernel, callers, store } = area;
  app.get('/sessions', async (request) => {
    const principal = callers.authorize(request, listingPermissions);
    const { context } = principal;
    const mayList = listable(principal);
    const matches = sessionFilter(request.query as Record<string, unknown>);
    const found = [...store.sessions.values()].filter(
      (session) =>
        session.context.type === context.type &&
        session.context.value === context.value &&
        matches(session) &&
        mayList(session),
    );
    // Newest first; among those of one instant the last one opened.
    found.reverse().sort((one, other) => other.createdAt - one.createdAt);
    const page = pageOf(request, found, 'sessions');
    return {
      continuationToken: page.continuationToken,
      sessions: page.items.map((session) => ({
        referenceNumber: session.referenceNumber,
        status: session.status,
        dateCreated: kernel.timestamp(session.createdAt),
        dateUpdated: kernel.timestamp(session.updatedAt),
        validUntil: kernel.timestamp(session.validUntil),
        totalInvoiceCount: session.invoiceCount,
        successfulInvoiceCount: session.successfulInvoiceCount,
        failedInvoiceCount: session.failedInvoiceCount,
      })),
    };
  });

  app.get('/sessions/:referenceNumber', async (request) => {
    const principal = callers.authorize(request, readingPermissions);
    const session = findSession(store, principal, pathParameter(request, 'referenceNumber'));
    const dates = {
      dateCreated: kernel.timestamp(session.createdAt),
      dateUpdated: kernel.timestamp(session.updatedAt),
      validUntil: kernel.timestamp(session.validUntil),
    };
    if (session.status.code !== 100 && takeSessionFault(kernel, 'passing415'))
      return { status: sessionStatus(415), ...dates, invoiceCount: 0 };
    return {
      status: session.status,
      ...dates,
      upo: session.upoPages.length === 0 ? null : { pages: upoPages(area, session) },
      ...countsOf(session),
    };
  });
}

/**
 * Numbers as TEST shows them (its official clients' tests rely on it): of an online session none that is 0; of a batch
 * none at all until its package has been read, and then every one.
 */
function countsOf({ batch, invoiceCount, successfulInvoiceCount, failedInvoiceCount }: SessionRecord) {
  const shown = (count: number) => (count > 0 || (batch !== undefined && invoiceCount > 0) ? count : null);
  return {
    invoiceCount: shown(invoiceCount),
    successfulInvoiceCount: shown(successfulInvoiceCount),
    failedInvoiceCount: shown(failedInvoiceCount),
  };
}

/** Those who may only send see what they have sent themselves. */
function listable(principal: Principal): (session: SessionRecord) => boolean {
  if (overseeing.some((permission) => principal.permissions.includes(permission))) return () => true;
  return (session) => sameIdentifier(session.subject, principal.subject);
}

function upoPages({ kernel }: Area, session: SessionRecord) {
  return session.upoPages.map((referenceNumber) => {
    const link = kernel.presign(upoPath(referenceNumber), sessionLimits(kernel).downloadLinkValidForMs);
    return { referenceNumber, downloadUrl: link.url, downloadUrlExpirationDate: link.expiresAt };
  });
}

const statusNames = ['InProgress', 'Succeeded', 'Failed', 'Cancelled'];

function statusName(code: number): string {
  if (code < 200) return 'InProgress';
  if (code === 200) return 'Succeeded';
  return code === 440 ? 'Cancelled' : 'Failed';
}

function sessionFilter(query: Record<string, unknown>): (session: SessionRecord) => boolean {
  const { sessionType, referenceNumber } = query;
  if (sessionType !== 'Online' && sessionType !== 'Batch') throw invalidInput("'sessionType' jest wymagane.");
  if (referenceNumber !== undefined) requireReference('referenceNumber', String(referenceNumber));
  const statuses = query.statuses === undefined ? [] : [query.statuses].flat().map(String);
  if (!statuses.every((name) => statusNames.includes(name)))
    throw invalidInput("'statuses' ma nieprawidłową wartość.");
  const created = range(query, 'dateCreated');
  const closed = range(query, 'dateClosed');
  const modified = range(query, 'dateModified');
  return (session) =>
    (sessionType === 'Batch') === (session.batch !== undefined) &&
    (referenceNumber === undefined || session.referenceNumber === referenceNumber) &&
    (statuses.length === 0 || statuses.includes(statusName(session.status.code))) &&
    created(session.createdAt) &&
    closed(session.closedAt) &&
    modified(session.updatedAt);
}

function range(query: Record<string, unknown>, name: string): (time: number | null) => boolean {
  const bound = (end: 'From' | 'To') => {
    const text = query[`${name}${end}`];
    const time = text === undefined ? undefined : Date.parse(String(text));
    if (Number.isNaN(time)) throw invalidInput(`'${name}${end}' nie jest prawidłową datą.`);
    return time;
  };
  const from = bound('From');
  const to = bound('To');
  if (from === undefined && to === undefined) return () => true;
  return (time) => time !== null && time >= (from ?? -Infinity) && time <= (to ?? Infinity);
}
