import Fastify, { type FastifyInstance } from 'fastify';
import { Callers } from '../access/index.js';
import { attachmentRoutes } from '../attachments/index.js';
import { authRoutes, loginCertificate } from '../auth/index.js';
import { certificatesRoutes } from '../certificates/index.js';
import { collectiveIdentifierRoutes } from '../collective-identifiers/index.js';
import { applyFaults, type PlannedFaults } from '../faults/index.js';
import {
  parseJson,
  sendNotFound,
  sendProblem,
  templateOf,
  toProblem,
  validateBodies,
} from '../http/index.js';
import type { EmulatorKernel } from '../kernel/index.js';
import { latarniaRoutes } from '../latarnia/index.js';
import { limitRoutes, RateLimiter, rateLimitOverrides } from '../limits/index.js';
import { peppolRoutes } from '../peppol/index.js';
import { permissionsRoutes } from '../permissions/index.js';
import { openReceivingArea, type ReceivingArea } from '../receiving/index.js';
import { RequestLog, recordRequests } from '../requests/index.js';
import { openSessionsArea, type SessionsArea } from '../sessions/index.js';
import { subjectsRoutes } from '../subjects/index.js';
import { verificationRoutes } from '../verification/index.js';
import { storageRoutes } from './storage-routes.js';

/** Of all but invoices and parts, in bytes: a collective identifier of 5 000 invoices needs the most. */
const largestBody = 5_000_000;

/** The server with what its control side needs. */
export interface Server {
  readonly app: FastifyInstance;
  readonly callers: Callers;
  readonly sessions: SessionsArea;
  readonly receiving: ReceivingArea;
  readonly requests: RequestLog;
}

/** The contract under `/v2` and downloads under `/_storage`; the control side is the caller's to add. */
export async function createServer(kernel: EmulatorKernel, faults: PlannedFaults): Promise<Server> {
  const app = Fastify({
    bodyLimit: largestBody,
    forceCloseConnections: true,
    // Routes check what they are sent by themselves; loading the validators takes a good part of a start.
    schemaController: { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } },
    exposeHeadRoutes: false,
    // The RSA signature in a verification link is longer than the router lets a segment be.
    routerOptions: { maxParamLength: 1000 },
  });
  const callers = new Callers(kernel);
  const sessions = openSessionsArea(kernel, callers);
  const { invoices } = sessions.store;
  const receiving = openReceivingArea({ kernel, callers, invoices });
  const requests = new RequestLog(kernel);
  waitForKeys(app, kernel);
  readBodies(app);
  app.addHook('preHandler', (_request, _reply, done) => {
    kernel.catchUp();
    done();
  });
  app.setErrorHandler((error, request, reply) => {
    const problem = toProblem(error);
    const { retryAfter } = error as { retryAfter?: number | string };
    if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter));
    if (problem.status === 500)
      kernel.options.log?.(`error: ${error instanceof Error ? error.stack : String(error)}`);
    return sendProblem(request, reply, problem, kernel.timestamp());
  });
  app.setNotFoundHandler((request, reply) => sendNotFound(request, reply, kernel.timestamp()));
  await app.register(
    async (api) => {
      passWarnings(api);
      validateBodies(api);
      applyFaults(api, kernel, faults);
      recordRequests(api, kernel, requests, callers);
      const limits = new RateLimiter(kernel.options.rateLimits ?? 'off', rateLimitOverrides(kernel));
      api.addHook('onRequest', (request, _reply, done) => {
        const caller = { contextKey: callers.contextKeyOf(request), ip: request.ip };
        limits.admit(caller, request.method, templateOf(request), kernel.now());
        done();
      });
      api.get('/security/public-key-certificates', async () => kernel.keys.ring.list());
      authRoutes(api, kernel, callers);
      certificatesRoutes(api, kernel, callers, (caller) => loginCertificate(kernel, caller));
      limitRoutes(api, kernel, callers);
      subjectsRoutes(api, kernel, callers);
      permissionsRoutes(api, kernel, callers);
      attachmentRoutes(api, kernel, callers);
      peppolRoutes(api, kernel);
      sessions.addRoutes(api);
      receiving.addRoutes(api);
      collectiveIdentifierRoutes(api, kernel, callers, invoices);
    },
    { prefix: '/v2' },
  );
  verificationRoutes(app, kernel, invoices);
  latarniaRoutes(app, kernel);
  await app.register(async (storage) => {
    storageRoutes(storage, kernel, faults, sessions, receiving);
    recordRequests(storage, kernel, requests);
  });
  return { app, callers, sessions, receiving, requests };
}

/** Lets requests in that come while keys are being made, and answers them then. */
function waitForKeys(app: FastifyInstance, { keys }: EmulatorKernel): void {
  app.addHook('onRequest', (_request, _reply, done) => {
    if (keys.making === undefined) return done();
    keys.making.then(() => done(), done);
  });
}

function readBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, parseJson(String(body)));
    } catch (error) {
      done(Object.assign(error as SyntaxError, { statusCode: 400 }), undefined);
    }
  });
  // Bytes, not text: the route judges the encoding too.
  app.addContentTypeParser('application/xml', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  app.addHook('onRequest', (request, _reply, done) => {
    const { 'content-length': length, 'transfer-encoding': transfer } = request.raw.headers;
    // Without a body its type does not matter.
    if (transfer === undefined && (length === undefined || length === '0'))
      delete request.raw.headers['content-type'];
    done();
  });
}

function passWarnings(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    const warning = request.headers['x-test-system-warning'];
    if (warning !== undefined) reply.header('x-system-warning', warning);
    done();
  });
}

function noSchemas(): never {
  throw new Error('The emulator has no schemas.');
}
