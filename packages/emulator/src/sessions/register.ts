import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Kernel } from '../kernel.js';
import type { Area } from './area.js';
import { closeBatchRoute } from './batch/close-batch.js';
import { openBatchRoute } from './batch/open-batch.js';
import { type UploadAnswer, uploadPart } from './batch/upload-part.js';
import { closeSessionRoute } from './close-session.js';
import { openSessionRoute } from './open-session.js';
import { readInvoicesRoutes } from './read-invoices.js';
import { readSessionsRoutes } from './read-sessions.js';
import { readUpoRoutes } from './read-upo.js';
import { sessionStore } from './records.js';
import { sendInvoiceRoute } from './send-invoice.js';
import { Settlement } from './settle.js';
import { prepareUpo } from './upo.js';

/** The area of sessions and their invoices. */
export interface SessionsArea {
  /** What it shares with other areas. */
  readonly area: Area;
  /** Brings sessions and invoices to the state they have at `kernel.now()`; every route begins with it. */
  settle(): void;
  /** Makes the receipt that lies at this storage path, before it is downloaded without a token. */
  prepareReceipt(path: string): Promise<void>;
  /** Takes a part of a batch package from the storage address, whose signature has been checked. */
  uploadPart(referenceNumber: string, ordinalNumber: number, request: FastifyRequest): Promise<UploadAnswer>;
  /** Forgets what was worked out from records that have been cleared. */
  reset(): void;
  /** Stops what goes on in the background. */
  stop(): Promise<void>;
}

/** Opens the records of sessions; the routes are for {@link registerSessionRoutes}. */
export function openSessionsArea(kernel: Kernel): SessionsArea {
  const store = sessionStore(kernel);
  const settlement = new Settlement(kernel, store);
  const area: Area = { kernel, store, settlement };
  return {
    area,
    settle: () => settlement.settle(),
    prepareReceipt: (path) => prepareUpo(kernel, store, path),
    uploadPart: (referenceNumber, ordinalNumber, request) =>
      uploadPart(area, referenceNumber, ordinalNumber, request),
    reset: () => store.invoices.clear(),
    stop: () => settlement.stop(),
  };
}

/** Registers the routes of sessions, their invoices and receipts, without the prefix `/v2`. */
export function registerSessionRoutes(app: FastifyInstance, area: Area): void {
  openSessionRoute(app, area);
  sendInvoiceRoute(app, area);
  closeSessionRoute(app, area);
  openBatchRoute(app, area);
  closeBatchRoute(app, area);
  readSessionsRoutes(app, area);
  readInvoicesRoutes(app, area);
  readUpoRoutes(app, area);
}
