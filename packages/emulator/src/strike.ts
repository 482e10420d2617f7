import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Fault, Faults } from './faults.js';
import { type Kernel, Problem } from './kernel.js';

/** Lets faults strike the requests of this part of the server. */
export function installFaults(app: FastifyInstance, kernel: Kernel, faults: Faults): void {
  const struck = new WeakMap<FastifyRequest, Fault>();

  app.addHook('onRequest', async (request, reply) => {
    const path = templateOf(request);
    const fault = faults.take(request.method, path, request.url.split('?')[0] ?? '');
    if (fault === undefined) return;
    struck.set(request, fault);
    kernel.record('fault', { kind: fault.kind, method: request.method, path });
    return strikeBefore(fault, request, reply);
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const fault = struck.get(request);
    if (fault?.kind === 'cutAfter') request.raw.socket.destroy();
    if (fault?.kind !== 'truncate' && fault?.kind !== 'slow') return payload;
    const bytes = Buffer.isBuffer(payload)
      ? payload
      : Buffer.from(typeof payload === 'string' ? payload : '');
    reply.header('content-length', bytes.length);
    return Readable.from(fault.kind === 'slow' ? dribble(bytes, fault.ms ?? 200) : half(bytes, request), {
      objectMode: false,
    });
  });
}

/** The route as the contract writes it: no prefix, parameters in braces. */
export function templateOf(request: FastifyRequest): string {
  return (request.routeOptions.url ?? '').replace(/^\/v2/, '').replace(/:(\w+)/g, '{$1}');
}

async function strikeBefore(fault: Fault, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  switch (fault.kind) {
    case 'delay':
      await wait(fault.ms ?? 1000);
      return undefined;
    case 'cutBefore':
      reply.hijack();
      request.raw.socket.destroy();
      return reply;
    case 'html':
      reply.code(fault.status ?? 502).type('text/html; charset=utf-8');
      return reply.send('<!doctype html><html><body><h1>Service unavailable</h1></body></html>');
    case 'error':
      throw new Problem({
        status: fault.status ?? 500,
        description: fault.description ?? 'Wystąpił nieoczekiwany błąd.',
        ...(fault.code === undefined ? {} : { code: fault.code }),
        ...(fault.details === undefined ? {} : { details: fault.details }),
      });
    case 'rateLimit':
      throw Object.assign(
        new Problem({ status: 429, description: fault.description ?? 'Przekroczono limit żądań.' }),
        { retryAfter: fault.retryAfter ?? 1 },
      );
    default:
      return undefined;
  }
}

async function* dribble(bytes: Buffer, ms: number): AsyncGenerator<Buffer> {
  const size = Math.max(1, Math.ceil(bytes.length / 10));
  for (let start = 0; start < bytes.length; start += size) {
    yield bytes.subarray(start, start + size);
    await wait(ms / 10);
  }
}

async function* half(bytes: Buffer, request: FastifyRequest): AsyncGenerator<Buffer> {
  yield bytes.subarray(0, Math.floor(bytes.length / 2));
  // The half must leave before the connection breaks.
  await wait(20);
  request.raw.socket.destroy();
}
