import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Callers } from '../access/index.js';
import type { Kernel } from '../kernel/index.js';
import type { Area } from './area.js';
import { closeBatchRoute } from './batch/close-batch.js';
import { openBatchRoute } from './batch/open-batch.js';
import { type UploadAnswer, uploadPart } from './batch/upload-part.js';
import { closeSessionRoute } from './online/close-session.js';
import { openSessionRoute } from './online/open-session.js';
import { sendInvoiceRoute } from './online/send-invoice.js';
import { prepareUpo } from './receipts/upo.js';
import { upoRoutes } from './receipts/upo-routes.js';
import { type SessionStore, sessionStore } from './records.js';
import { SessionProcessing } from './session-processing.js';
import { sessionInvoiceRoutes } from './status/session-invoice-routes.js';
import { sessionRoutes } from './status/session-routes.js';

/** The area of sessions and their invoices. */
export interface SessionsArea {
  readonly store: SessionStore;
  /** Registers the routes of sessions, their invoices and receipts, without the prefix `/v2`. */
  addRoutes(app: FastifyInstance): void;
  /** Makes the receipt that lies at this storage path, before it is downloaded without a token. */
  prepareReceipt(path: string): Promise<void>;
  /** Takes a part of a batch package from the storage address, whose signature has been checked. */
  uploadPart(referenceNumber: string, ordinalNumber: number, request: FastifyRequest): Promise<UploadAnswer>;
  /** Forgets what was worked out from records that have been cleared. */
  reset(): void;
  /** Stops what continues in the background. */
  stop(): Promise<void>;
}

/** Opens the records of sessions. */
export function openSessionsArea(kernel: Kernel, callers: Callers): SessionsArea {
  const store = sessionStore(kernel);
  const processing = new SessionProcessing(kernel, store);
  kernel.onCatchUp(() => processing.catchUp());
  const area: Area = { kernel, callers, store, processing };
  return {
    store,
    addRoutes(app) {
      openSessionRoute(app, area);
      sendInvoiceRoute(app, area);
      closeSessionRoute(app, area);
      openBatchRoute(app, area);
      closeBatchRoute(app, area);
      sessionRoutes(app, area);
      sessionInvoiceRoutes(app, area);
      upoRoutes(app, area);
    },
    prepareReceipt: (path) => prepareUpo(kernel, store, path),
    uploadPart: (referenceNumber, ordinalNumber, request) =>
      uploadPart(area, referenceNumber, ordinalNumber, request),
    reset: () => store.invoices.clear(),
    stop: () => processing.stop(),
  };
}
