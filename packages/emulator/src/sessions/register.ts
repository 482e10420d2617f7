import type { FastifyInstance } from 'fastify';
import type { Kernel } from '../kernel.js';
import type { Area } from './area.js';
import { closeSessionRoute } from './close-session.js';
import { openSessionRoute } from './open-session.js';
import { readInvoicesRoutes } from './read-invoices.js';
import { readSessionsRoutes } from './read-sessions.js';
import { readUpoRoutes } from './read-upo.js';
import { sessionStore } from './records.js';
import { sendInvoiceRoute } from './send-invoice.js';
import { Settlement } from './settle.js';
import { prepareUpo } from './upo.js';

/** The area of online sessions and their invoices. */
export interface SessionsArea {
  /** Brings sessions and invoices to the state they have at `kernel.now()`; every route begins with it. */
  settle(): void;
  /** Makes the receipt that lies at this storage path, before it is downloaded without a token. */
  prepareReceipt(path: string): void;
}

/** Registers the routes of online sessions, their invoices and receipts, without the prefix `/v2`. */
export function registerSessionRoutes(app: FastifyInstance, kernel: Kernel): SessionsArea {
  const store = sessionStore(kernel);
  const settlement = new Settlement(kernel, store);
  const area: Area = { kernel, store, settlement };
  openSessionRoute(app, area);
  sendInvoiceRoute(app, area);
  closeSessionRoute(app, area);
  readSessionsRoutes(app, area);
  readInvoicesRoutes(app, area);
  readUpoRoutes(app, area);
  return {
    settle: () => settlement.settle(),
    prepareReceipt: (path) => prepareUpo(kernel, store, path),
  };
}
