import type { FastifyReply } from 'fastify';

/** Answers XML with the header that carries its SHA-256. */
export function sendXml(reply: FastifyReply, bytes: Uint8Array, hash: string): FastifyReply {
  return reply.header('x-ms-meta-hash', hash).type('application/xml').send(Buffer.from(bytes));
}
