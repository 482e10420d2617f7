import type { FastifyInstance } from 'fastify';
import type { Callers } from '../access/index.js';
import type { Kernel } from '../kernel/index.js';
import { grantRoutes } from './grant-routes.js';
import { permissionQueryRoutes } from './query-routes.js';
import { testdataGrantRoutes } from './testdata-grants.js';

/** All routes of permissions. */
export function permissionsRoutes(app: FastifyInstance, kernel: Kernel, callers: Callers): void {
  grantRoutes(app, kernel, callers);
  permissionQueryRoutes(app, kernel, callers);
  testdataGrantRoutes(app, kernel);
}
