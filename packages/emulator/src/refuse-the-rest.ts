import type { FastifyInstance } from 'fastify';
import { contractOperations } from './contract-operations.js';
import { Problem } from './kernel.js';

/** Registered last: what KSeF has and the emulator has not. */
export function refuseTheRest(app: FastifyInstance): void {
  for (const { method, path } of contractOperations) {
    const url = path.replace(/\{(\w+)\}/g, ':$1');
    if (app.hasRoute({ method, url: `/v2${url}` }) || app.hasRoute({ method, url })) continue;
    app.route({
      method,
      url,
      handler: () => {
        throw new Problem({
          status: 501,
          description: `The emulator does not do ${method} ${path} yet. Nothing was changed.`,
        });
      },
    });
  }
}
