import type { FastifyReply } from 'fastify';
import type { Kernel } from '../kernel.js';
import type { SessionStore } from './records.js';
import type { Settlement } from './settle.js';

/** What the routes of this area share. */
export interface Area {
  readonly kernel: Kernel;
  readonly store: SessionStore;
  readonly settlement: Settlement;
}

/** Answers XML with the header that carries its SHA-256. */
export function sendXml(reply: FastifyReply, bytes: Uint8Array, hash: string): FastifyReply {
  return reply.header('x-ms-meta-hash', hash).type('application/xml').send(Buffer.from(bytes));
}
