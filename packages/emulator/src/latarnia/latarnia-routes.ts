import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Kernel } from '../kernel/index.js';
import { currentOutage, publishedMessages } from './announcements.js';
import { behaviourOf } from './behaviour.js';

/** Latarnia, the ministry's word on whether KSeF works: another service, which answers here on the same address. */
export function latarniaRoutes(app: FastifyInstance, kernel: Kernel): void {
  app.get('/status', (request, reply) =>
    answer(kernel, request, reply, () => {
      const { status, messages } = behaviourOf(kernel);
      const outage = currentOutage(kernel);
      const told = {
        status: status === undefined ? (outage?.category ?? 'AVAILABLE') : status,
        messages: messages === undefined ? outage?.messages : messages,
      };
      return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
    }),
  );

  app.get('/messages', (request, reply) =>
    answer(kernel, request, reply, () => {
      const { messages } = behaviourOf(kernel);
      return messages === undefined ? publishedMessages(kernel) : messages;
    }),
  );
}

function answer(
  kernel: Kernel,
  request: FastifyRequest,
  reply: FastifyReply,
  say: () => unknown,
): FastifyReply {
  const { answers = 'json' } = behaviourOf(kernel);
  kernel.record('latarnia', { path: request.url.split('?')[0] ?? '', answers });
  switch (answers) {
    case 'cut':
      reply.hijack();
      request.raw.socket.destroy();
      return reply;
    case 'silent':
      // Until the client gives up, or the emulator ends.
      return reply.hijack();
    case 'html':
      return reply
        .code(502)
        .type('text/html; charset=utf-8')
        .send('<!doctype html><html><body><h1>502 Bad Gateway</h1></body></html>');
    case 'garbage':
      return reply.type('application/json').send('{"status":"AVAIL');
    case 'endless':
      return reply.type('application/json').send(Readable.from(endless(), { objectMode: false }));
    default:
      return reply.type('application/json').send(JSON.stringify(say() ?? null));
  }
}

async function* endless(): AsyncGenerator<string> {
  yield '{"status":"AVAILABLE","messages":[';
  for (;;) yield `${'{"text":"…"},'.repeat(500)}`;
}
