import type { FastifyInstance } from 'fastify';
import type { Callers } from '../access/index.js';
import type { InvoiceRegister } from '../invoices/index.js';
import type { Kernel } from '../kernel/index.js';
import { generateCollectiveRoute } from './generate-route.js';
import { collectiveQueryRoutes } from './query-routes.js';

/** All routes of collective identifiers. */
export function collectiveIdentifierRoutes(
  app: FastifyInstance,
  kernel: Kernel,
  callers: Callers,
  invoices: InvoiceRegister,
): void {
  generateCollectiveRoute(app, kernel, callers, invoices);
  collectiveQueryRoutes(app, kernel, callers, invoices);
}
