import type { FastifyInstance } from 'fastify';
import type { Callers } from '../access/index.js';
import type { Kernel } from '../kernel/index.js';
import { blockedContextRoutes } from './blocked-contexts.js';
import { ksefTokenRoutes } from './ksef-token-routes.js';
import { loginRoutes } from './login-routes.js';
import { tokenLoginRoute } from './token-login-route.js';
import { xadesLoginRoute } from './xades-login-route.js';

/** All routes of logins and KSeF tokens. */
export function authRoutes(app: FastifyInstance, kernel: Kernel, callers: Callers): void {
  tokenLoginRoute(app, kernel, callers);
  xadesLoginRoute(app, kernel, callers);
  loginRoutes(app, kernel, callers);
  ksefTokenRoutes(app, kernel, callers);
  blockedContextRoutes(app, kernel);
}
