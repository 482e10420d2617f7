import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Callers } from '../access/index.js';
import { templateOf } from '../http/index.js';
import type { Kernel } from '../kernel/index.js';
import type { RequestLog } from './request-log.js';

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
  const sent = new WeakMap<FastifyRequest, unknown>();

  app.addHook('onSend', (request, _reply, payload, done) => {
    sent.set(request, payload);
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
      response: { headers: reply.getHeaders(), body: sent.get(request) },
    });
    const answered = { method, path, status, requestId };
    kernel.record(
      callers === undefined ? 'storage' : 'request',
      context === undefined ? answered : { ...answered, context },
    );
    kernel.options.log?.(`${method} ${path} ${status} ${durationMs} ms`);
    done();
  });
}
