import type { FastifyInstance } from 'fastify';
import type { Callers } from '../access/index.js';
import type { Kernel } from '../kernel/index.js';
import { companyRoutes } from './company-routes.js';
import { personRoutes } from './person-routes.js';
import { roleQueryRoutes } from './role-query-routes.js';

/** All routes of persons, and of companies with roles. */
export function subjectsRoutes(app: FastifyInstance, kernel: Kernel, callers: Callers): void {
  personRoutes(app, kernel);
  companyRoutes(app, kernel);
  roleQueryRoutes(app, kernel, callers);
}
