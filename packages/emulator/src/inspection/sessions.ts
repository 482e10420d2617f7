import type { ContextIdentifier } from '@ksef/core';
import { choiceOf, type StatusRecord } from '../http/index.js';
import type { SubjectIdentifier } from '../identifiers/index.js';
import type { Kernel } from '../kernel/index.js';
import { type SessionRecord, type SessionStore, sessionUpo } from '../sessions/index.js';
import { type ContextFilter, pageOfContext } from './context-filter.js';
import type { PageFilter } from './list-page.js';

/** Sessions that `control.sessions` lists. */
export interface SessionFilter extends PageFilter, ContextFilter {
  readonly sessionType?: (typeof sessionTypes)[number] | undefined;
}

/** A sending session, as it is now. */
export interface EmulatorSession {
  readonly referenceNumber: string;
  readonly sessionType: 'Online' | 'Batch';
  readonly contextIdentifier: ContextIdentifier;
  /** Who opened it. */
  readonly subjectIdentifier: SubjectIdentifier;
  /** `FA (3)`. */
  readonly systemCode: string;
  readonly status: StatusRecord;
  readonly dateCreated: string;
  readonly dateUpdated: string;
  readonly dateClosed: string | null;
  readonly validUntil: string;
  readonly invoiceCount: number;
  readonly successfulInvoiceCount: number;
  readonly failedInvoiceCount: number;
  /** Reference numbers of its receipts, by page. */
  readonly upoPages: readonly string[];
  readonly batch: EmulatorBatch | null;
}

/** What a batch session has beside an online one. */
export interface EmulatorBatch {
  readonly compressionType: 'Zip' | 'TarGz';
  readonly offlineMode: boolean;
  readonly fileSize: number;
  readonly fileHash: string;
  readonly parts: readonly {
    readonly ordinalNumber: number;
    readonly fileSize: number;
    readonly fileHash: string;
    /** Null until it is uploaded. */
    readonly uploadedSize: number | null;
  }[];
}

/** A page of sessions, the latest first. */
export interface SessionList {
  readonly sessions: readonly EmulatorSession[];
  /** How many there are in all. */
  readonly sessionCount: number;
  readonly hasMore: boolean;
}

export const sessionTypes = ['Online', 'Batch'] as const;

/** What the control side reads of sessions. */
export function inspectSessions(kernel: Kernel, store: SessionStore) {
  return {
    list(filter: SessionFilter = {}): SessionList {
      const { sessionType } = filter;
      const type = sessionType === undefined ? undefined : choiceOf('sessionType', sessionType, sessionTypes);
      const { items, count, hasMore } = pageOfContext(
        store.sessions,
        filter,
        (one) => type === undefined || typeOf(one) === type,
      );
      return { sessions: items.map(describe), sessionCount: count, hasMore };
    },

    get(referenceNumber: string): EmulatorSession | undefined {
      const found = store.sessions.get(referenceNumber);
      return found && describe(found);
    },

    /** One page of a session's receipt, by the page's own reference number. */
    async receipt(referenceNumber: string, upoReferenceNumber: string): Promise<Uint8Array | undefined> {
      const session = store.sessions.get(referenceNumber);
      const page = (session?.upoPages.indexOf(upoReferenceNumber) ?? -1) + 1;
      if (session === undefined || page === 0) return undefined;
      return (await sessionUpo(kernel, store, session, page)).bytes;
    },
  };

  function describe(session: SessionRecord): EmulatorSession {
    const { batch } = session;
    return {
      referenceNumber: session.referenceNumber,
      sessionType: typeOf(session),
      contextIdentifier: session.context,
      subjectIdentifier: session.subject,
      systemCode: session.form.systemCode,
      status: session.status,
      dateCreated: kernel.timestamp(session.createdAt),
      dateUpdated: kernel.timestamp(session.updatedAt),
      dateClosed: session.closedAt === null ? null : kernel.timestamp(session.closedAt),
      validUntil: kernel.timestamp(session.validUntil),
      invoiceCount: session.invoiceCount,
      successfulInvoiceCount: session.successfulInvoiceCount,
      failedInvoiceCount: session.failedInvoiceCount,
      upoPages: [...session.upoPages],
      batch:
        batch === undefined
          ? null
          : {
              compressionType: batch.compressionType,
              offlineMode: batch.offlineMode,
              fileSize: batch.fileSize,
              fileHash: batch.fileHash,
              parts: batch.parts.map(({ ordinalNumber, fileSize, fileHash, uploadedSize }) => ({
                ordinalNumber,
                fileSize,
                fileHash,
                uploadedSize,
              })),
            },
    };
  }
}

function typeOf({ batch }: SessionRecord): EmulatorSession['sessionType'] {
  return batch === undefined ? 'Online' : 'Batch';
}
