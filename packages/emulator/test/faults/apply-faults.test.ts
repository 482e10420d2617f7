import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { Readable } from 'node:stream';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { applyFaults } from '../../src/faults/apply-faults.js';
import { type Fault, PlannedFaults } from '../../src/faults/planned-faults.js';
import type { Kernel } from '../../src/kernel/kernel.js';

let app: FastifyInstance;
afterEach(() => app.close());

/** What a server sends, piece by piece as hooks see it, to a client that goes away while its request is worked on. */
async function sentToNobody(fault: Fault): Promise<readonly unknown[]> {
  app = Fastify({ forceCloseConnections: true });
  const faults = new PlannedFaults();
  faults.add(fault);
  const kernel: Pick<Kernel, 'record'> = { record: () => undefined };
  applyFaults(app, kernel, faults);
  const sent: unknown[] = [];
  const answered = new Promise<void>((resolve) => {
    app.addHook('onSend', (_request, _reply, payload, done) => {
      sent.push(payload instanceof Readable ? 'a stream' : payload);
      done();
      setTimeout(resolve, 50);
    });
  });
  let began = () => {};
  const begun = new Promise<void>((resolve) => {
    began = resolve;
  });
  app.post('/work', async (request, reply) => {
    began();
    await once(request.raw.socket, 'close');
    return reply.send({ done: true });
  });
  await app.listen({ port: 0 });
  const socket = connect((app.server.address() as AddressInfo).port);
  socket.write(
    'POST /work HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}',
  );
  await begun;
  socket.destroy();
  await answered;
  return sent;
}

describe('faults', () => {
  it.each(['slow', 'truncate', 'errorAfter', 'cutAfter'] as const)(
    'strike no answer that nobody is there to read: %s',
    async (kind) => {
      const sent = await sentToNobody({ kind });
      expect(sent).toEqual(['{"done":true}']);
    },
  );
});
