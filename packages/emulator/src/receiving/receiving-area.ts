import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { downloadInvoiceRoute } from './download-invoice.js';
import { downloadPart } from './exports/download-part.js';
import { exportStatusRoute } from './exports/export-status.js';
import { Exports } from './exports/exports.js';
import { startExportRoute } from './exports/start-export.js';
import { queryMetadataRoute } from './query-metadata.js';
import type { ReceivingContext } from './receiving-context.js';

/** The area of queries, downloads and exports. */
export interface ReceivingArea {
  /** Registers the routes, without the prefix `/v2`. */
  addRoutes(app: FastifyInstance): void;
  /** Sends a part of an export whose link has been checked; false if the part does not exist. */
  download(request: FastifyRequest, reply: FastifyReply, referenceNumber: string, partName: string): boolean;
  /** Stops what continues in the background. */
  stop(): Promise<void>;
}

/** Opens the records of exports. */
export function openReceivingArea(context: ReceivingContext): ReceivingArea {
  const { kernel, invoices } = context;
  const exports = new Exports(kernel, invoices);
  kernel.onCatchUp(() => exports.catchUp());
  return {
    addRoutes(app) {
      queryMetadataRoute(app, context);
      downloadInvoiceRoute(app, context);
      startExportRoute(app, context, exports);
      exportStatusRoute(app, context);
    },
    download: (request, reply, referenceNumber, partName) =>
      downloadPart(kernel, request, reply, referenceNumber, partName),
    stop: () => exports.stop(),
  };
}
