import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Area } from '../sessions/area.js';
import { downloadPart } from './exports/download-part.js';
import { exportStatusRoute } from './exports/export-status.js';
import { Exports } from './exports/exports.js';
import { startExportRoute } from './exports/start-export.js';
import { queryMetadataRoute } from './query-metadata.js';

/** The area of queries and exports. */
export interface ReceivingArea {
  readonly exports: Exports;
  /** Brings exports to the state they have at `kernel.now()`. */
  settle(): void;
  /** Sends a part of an export whose link has been checked; false when there is no such part. */
  download(request: FastifyRequest, reply: FastifyReply, referenceNumber: string, partName: string): boolean;
  /** Stops what goes on in the background. */
  stop(): Promise<void>;
}

/** Opens the records of exports; the routes are for {@link registerReceivingRoutes}. */
export function openReceivingArea(area: Area): ReceivingArea {
  const exports = new Exports(area.kernel, area.store);
  return {
    exports,
    settle: () => exports.settle(),
    download: (request, reply, referenceNumber, partName) =>
      downloadPart(area.kernel, request, reply, referenceNumber, partName),
    stop: () => exports.stop(),
  };
}

/** Registers the routes of metadata queries and exports, without the prefix `/v2`. */
export function registerReceivingRoutes(app: FastifyInstance, area: Area, { exports }: ReceivingArea): void {
  queryMetadataRoute(app, area);
  startExportRoute(app, area, exports);
  exportStatusRoute(app, area, exports);
}
