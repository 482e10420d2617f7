import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { invalidInput, membersOf } from '../http/index.js';
import type { Schema } from './schema.js';

/** One call of the control side over HTTP: what serves it and what its description is made of. */
export interface ControlOperation {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below `/_emulator`, parameters in braces. */
  readonly path: string;
  readonly summary: string;
  readonly query?: Readonly<Record<string, Schema>>;
  readonly body?: Schema;
  /** Schema of the JSON that it answers; a media type for files; undefined for 204. */
  readonly answer: Schema | 'application/xml' | 'text/html' | 'application/x-pem-file' | undefined;
  run(call: ControlCall): unknown;
}

/** What an operation is called with. */
export interface ControlCall {
  readonly parameters: Readonly<Record<string, string>>;
  /** As its schema says: numbers are numbers. */
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  readonly reply: FastifyReply;
}

/** Adds the routes of operations. */
export function serveOperations(app: FastifyInstance, operations: readonly ControlOperation[]): void {
  for (const operation of operations) {
    const { method, path } = operation;
    app.route({
      method,
      url: `/_emulator${path.replace(/\{(\w+)\}/g, ':$1')}`,
      handler: (request, reply) => answer(operation, request, reply),
    });
  }
}

async function answer(
  { query = {}, answer: type, run }: ControlOperation,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff');
  const outcome = await run({
    parameters: request.params as Record<string, string>,
    query: readQuery(request.query as Record<string, unknown>, query),
    body: request.body,
    reply,
  });
  if (reply.sent) return reply;
  if (type === undefined) return reply.code(204).send();
  if (typeof type !== 'string') return outcome;
  return reply
    .type(type === 'text/html' ? 'text/html; charset=utf-8' : type)
    .send(outcome instanceof Uint8Array ? Buffer.from(outcome) : outcome);
}

function readQuery(
  given: Readonly<Record<string, unknown>>,
  known: Readonly<Record<string, Schema>>,
): Record<string, unknown> {
  const entries = Object.entries(membersOf(given, Object.keys(known)));
  return Object.fromEntries(
    entries.map(([name, value]) => [name, readValue(name, value, known[name] ?? {})]),
  );
}

function readValue(name: string, value: unknown, { type }: Schema): unknown {
  if (typeof value !== 'string') throw invalidInput(`${name} is needed once at most`);
  if (type !== 'integer') return value;
  if (!/^\d{1,15}$/.test(value)) throw invalidInput(`${name} is a whole number from 0`);
  return Number(value);
}
