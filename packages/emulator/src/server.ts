import Fastify, { type FastifyInstance } from 'fastify';
import { attachmentRoutes } from './attachments/attachment-routes.js';
import { ksefTokenRoutes } from './auth/ksef-token-routes.js';
import { loginRoutes } from './auth/login-routes.js';
import { authTestdataRoutes } from './auth/testdata-routes.js';
import { tokenLoginRoutes } from './auth/token-login.js';
import { xadesLoginRoute } from './auth/xades-login-route.js';
import { certificateRoutes } from './certificates/certificate-routes.js';
import { enrollmentRoutes } from './certificates/enrollment-routes.js';
import { generateCollectiveRoute } from './collective-identifiers/generate-route.js';
import { collectiveQueryRoutes } from './collective-identifiers/query-routes.js';
import type { EmulatorKernel } from './emulator-kernel.js';
import type { Faults } from './faults.js';
import { Problem } from './kernel.js';
import { limitRoutes } from './limits/limit-routes.js';
import { rateLimitOverrides } from './limits/rate-limit-settings.js';
import { peppolRoutes } from './peppol/peppol-providers.js';
import { grantRoutes } from './permissions/grant-routes.js';
import { permissionQueryRoutes } from './permissions/query-routes.js';
import { roleQueryRoutes } from './permissions/role-query-routes.js';
import { subjectRoutes } from './permissions/subject-routes.js';
import { testdataGrantRoutes } from './permissions/testdata-grants.js';
import { RateLimits } from './rate-limits.js';
import { openReceivingArea, type ReceivingArea, registerReceivingRoutes } from './receiving/register.js';
import { sendProblem, toProblem } from './send-problem.js';
import { openSessionsArea, registerSessionRoutes, type SessionsArea } from './sessions/register.js';
import { storageRoutes } from './storage-routes.js';
import { installFaults, templateOf } from './strike.js';
import { verificationRoutes } from './verification/verification-routes.js';

/** The contract under `/v2` and downloads under `/_storage`; the control side is the caller's to add. */
export async function createServer(
  kernel: EmulatorKernel,
  faults: Faults,
): Promise<{ app: FastifyInstance; sessions: SessionsArea; receiving: ReceivingArea }> {
  const app = Fastify({
    bodyLimit: 20_000_000,
    forceCloseConnections: true,
    // Routes check what they are sent by themselves; loading the validators takes a good part of a start.
    schemaController: { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } },
    exposeHeadRoutes: false,
    // The RSA signature in a verification link is longer than the router lets a segment be.
    routerOptions: { maxParamLength: 1000 },
  });
  const sessions = openSessionsArea(kernel);
  const receiving = openReceivingArea(sessions.area);
  waitForKeys(app, kernel);
  readBodies(app);
  app.setErrorHandler((error, request, reply) => {
    const problem = toProblem(error);
    const { retryAfter } = error as { retryAfter?: number | string };
    if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter));
    if (problem.status === 500)
      kernel.options.log?.(`error: ${error instanceof Error ? error.stack : String(error)}`);
    return sendProblem(request, reply, problem, kernel.timestamp());
  });
  app.setNotFoundHandler((request, reply) =>
    sendProblem(
      request,
      reply,
      new Problem({ status: 404, description: 'Nie ma takiego zasobu.' }),
      kernel.timestamp(),
    ),
  );
  await app.register(
    async (api) => {
      observe(api, kernel);
      installFaults(api, kernel, faults);
      const limits = new RateLimits(kernel.options.rateLimits ?? 'off', rateLimitOverrides(kernel));
      api.addHook('onRequest', (request, _reply, done) => {
        const caller = { contextKey: kernel.contextKeyOf(request), ip: request.ip };
        limits.admit(caller, request.method, templateOf(request), kernel.now());
        done();
      });
      tokenLoginRoutes(api, kernel);
      xadesLoginRoute(api, kernel);
      loginRoutes(api, kernel);
      ksefTokenRoutes(api, kernel);
      enrollmentRoutes(api, kernel);
      certificateRoutes(api, kernel);
      limitRoutes(api, kernel);
      authTestdataRoutes(api, kernel);
      grantRoutes(api, kernel);
      permissionQueryRoutes(api, kernel);
      roleQueryRoutes(api, kernel);
      subjectRoutes(api, kernel);
      testdataGrantRoutes(api, kernel);
      api.get('/security/public-key-certificates', async () => kernel.keys.ring.list());
      registerSessionRoutes(api, sessions.area);
      registerReceivingRoutes(api, sessions.area, receiving);
      attachmentRoutes(api, kernel);
      generateCollectiveRoute(api, sessions.area);
      collectiveQueryRoutes(api, sessions.area);
      peppolRoutes(api, kernel);
    },
    { prefix: '/v2' },
  );
  verificationRoutes(app, kernel, sessions);
  await app.register(async (storage) => storageRoutes(storage, kernel, faults, sessions, receiving));
  return { app, sessions, receiving };
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
      done(null, JSON.parse(String(body)));
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

function observe(app: FastifyInstance, kernel: EmulatorKernel): void {
  app.addHook('onRequest', (request, reply, done) => {
    const warning = request.headers['x-test-system-warning'];
    if (warning !== undefined) reply.header('x-system-warning', warning);
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    const path = templateOf(request);
    const context = kernel.contextKeyOf(request);
    const answered = { method: request.method, path, status: reply.statusCode };
    kernel.record('request', context === undefined ? answered : { ...answered, context });
    kernel.options.log?.(`${request.method} ${path} ${reply.statusCode} ${Math.round(reply.elapsedTime)} ms`);
    done();
  });
}

function noSchemas(): never {
  throw new Error('The emulator has no schemas.');
}
