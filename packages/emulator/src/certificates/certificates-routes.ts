import type { FastifyInstance } from 'fastify';
import type { Callers } from '../access/index.js';
import type { Kernel } from '../kernel/index.js';
import { certificateRoutes } from './certificate-routes.js';
import { enrollmentRoutes } from './enrollment-routes.js';
import type { FindLoginCertificate } from './login-certificate.js';
import { subjectLimitRoutes } from './subject-limit-routes.js';

/** All routes of KSeF certificates. */
export function certificatesRoutes(
  app: FastifyInstance,
  kernel: Kernel,
  callers: Callers,
  loginCertificate: FindLoginCertificate,
): void {
  enrollmentRoutes(app, kernel, callers, loginCertificate);
  certificateRoutes(app, kernel, callers, loginCertificate);
  subjectLimitRoutes(app, kernel, callers);
}
