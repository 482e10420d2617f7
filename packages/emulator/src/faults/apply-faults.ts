import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Problem, templateOf } from '../http/index.js';
import type { Kernel } from '../kernel/index.js';
import type { Fault, PlannedFaults } from './planned-faults.js';

const html = 'text/html; charset=utf-8';
const proxyPage = '<!doctype html><html><body><h1>Service unavailable</h1></body></html>';

/** Lets faults strike the requests of this part of the server. */
export function applyFaults(
  app: FastifyInstance,
  kernel: Pick<Kernel, 'record'>,
  faults: PlannedFaults,
): void {
  const struck = new WeakMap<FastifyRequest, Fault>();

  // With callbacks, as every request passes here and few are struck.
  app.addHook('onRequest', (request, reply, done) => {
    if (faults.isEmpty) return done();
    const path = templateOf(request);
    const fault = faults.take(request.method, path, request.url.split('?')[0] ?? '');
    if (fault === undefined) return done();
    struck.set(request, fault);
    kernel.record('fault', { kind: fault.kind, method: request.method, path });
    applyBefore(fault, request, reply).then((answered) => answered === 'answered' || done(), done);
  });

  app.addHook('onSend', (request, reply, payload, done) => {
    const fault = struck.get(request);
    // Once: a stream that breaks off as its reader has gone is followed by an answer that says so, to nobody.
    struck.delete(request);
    const isUnharmed = fault === undefined || reply.raw.destroyed;
    done(null, isUnharmed ? payload : applyAfter(fault, request, reply, payload));
  });
}

/** What is sent in place of the payload. */
function applyAfter(fault: Fault, request: FastifyRequest, reply: FastifyReply, payload: unknown): unknown {
  if (fault.kind === 'cutAfter') request.raw.socket.destroy();
  if (fault.kind === 'errorAfter') {
    reply.removeHeader('content-length');
    reply.code(fault.status ?? 502).type(html);
    return proxyPage;
  }
  if (fault.kind !== 'truncate' && fault.kind !== 'slow') return payload;
  const chunks: Chunks = payload instanceof Readable ? payload : [bytesOf(payload)];
  const length =
    payload instanceof Readable ? Number(reply.getHeader('content-length')) : bytesOf(payload).length;
  reply.header('content-length', length);
  const spoiled =
    fault.kind === 'slow' ? dribble(chunks, length, fault.ms ?? 200) : half(chunks, length, request);
  return Readable.from(spoiled, { objectMode: false });
}

async function applyBefore(
  fault: Fault,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<'answered' | undefined> {
  switch (fault.kind) {
    case 'delay':
      await wait(fault.ms ?? 1000);
      return undefined;
    case 'cutBefore':
      reply.hijack();
      request.raw.socket.destroy();
      return 'answered';
    case 'html':
      reply
        .code(fault.status ?? 502)
        .type(html)
        .send(proxyPage);
      return 'answered';
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

type Chunks = AsyncIterable<Buffer> | Iterable<Buffer>;

function bytesOf(payload: unknown): Buffer {
  return Buffer.isBuffer(payload) ? payload : Buffer.from(typeof payload === 'string' ? payload : '');
}

/** The whole body in ten steps. */
async function* dribble(chunks: Chunks, length: number, ms: number): AsyncGenerator<Buffer> {
  const size = Math.max(1, Math.ceil(length / 10));
  for await (const chunk of chunks) {
    for (let start = 0; start < chunk.length; start += size) {
      const piece = chunk.subarray(start, start + size);
      yield piece;
      await wait((ms * piece.length) / length);
    }
  }
}

async function* half(chunks: Chunks, length: number, request: FastifyRequest): AsyncGenerator<Buffer> {
  let left = Math.floor(length / 2);
  for await (const chunk of chunks) {
    yield chunk.subarray(0, left);
    left -= Math.min(left, chunk.length);
    if (left === 0) break;
  }
  // The half must leave before the connection breaks.
  await wait(20);
  request.raw.socket.destroy();
}
