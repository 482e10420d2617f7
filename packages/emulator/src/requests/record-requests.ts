import type { FastifyInstance } from 'fastify';
import type { Callers } from '../access/index.js';
import { templateOf } from '../http/index.js';
import type { Kernel } from '../kernel/index.js';
import type { RequestLog } from './request-log.js';

declare module 'fastify' {
  interface FastifyReply {
    /** What was sent, as the last hook left it. */
    sentPayload: unknown;
  }
}

/**
 * Notes the requests of this part of the server, and what was sent in return: add it after everything that changes
 * responses. Each becomes an event `request`, unless it is of the storage.
 */
export function recordRequests(
  app: FastifyInstance,
  kernel: Kernel,
  log: RequestLog,
  callers?: Callers,
): void {
  app.decorateReply('sentPayload', undefined);

  app.addHook('onSend', (_request, reply, payload, done) => {
    reply.sentPayload = payload;
    done(null, payload);
  });

  app.addHook('onResponse', (request, reply, done) => {
    const path = templateOf(request);
    const context = callers?.contextKeyOf(request);
    const { method, url } = request;
    const status = reply.statusCode;
    const durationMs = Math.round(reply.elapsedTime);
    const requestId = log.add({
      method,
      path,
      url,
      status,
      durationMs,
      context,
      request: { headers: request.headers, body: request.body },
      response: { headers: reply.getHeaders(), body: reply.sentPayload },
    });
    kernel.record(
      callers === undefined ? 'storage' : 'request',
      context === undefined
        ? { method, path, status, requestId }
        : { method, path, status, requestId, context },
    );
    kernel.options.log?.(`${method} ${path} ${status} ${durationMs} ms`);
    done();
  });
}
