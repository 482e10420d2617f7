import type { FastifyReply, FastifyRequest } from 'fastify';
import { contractOperations } from '../generated/operations.js';
import { Problem } from './problem.js';
import { sendProblem } from './send-problem.js';

const routes = contractOperations.map(({ method, path }) => ({
  method,
  pattern: new RegExp(`^/v2${path.replace(/\{\w+\}/g, '[^/]+')}$`),
}));

/** Answers what no route takes: 405 where the contract has the path with other methods, else 404. */
export function sendNotFound(request: FastifyRequest, reply: FastifyReply, timestamp: string): FastifyReply {
  const path = request.url.split('?')[0] ?? '';
  const allowed = new Set(routes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method));
  if (allowed.size > 0)
    return reply
      .code(405)
      .header('allow', [...allowed].join(', '))
      .send();
  return sendProblem(
    request,
    reply,
    new Problem({ status: 404, description: 'Nie ma takiego zasobu.' }),
    timestamp,
  );
}
