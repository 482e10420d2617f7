import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from './problem.js';

const titles: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  410: 'Gone',
  415: 'Unsupported Media Type',
  429: 'Too Many Requests',
  501: 'Not Implemented',
};

/** Writes a refusal the way KSeF does: problem details where asked for, else the older bodies. */
export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  problem: Problem,
  timestamp: string,
): FastifyReply {
  const traceId = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('hex');
  const modern = request.headers['x-error-format'] === 'problem-details';
  if (!modern && problem.status === 400)
    return reply
      .code(400)
      .type('application/json')
      .send(legacyBody(problem, traceId, timestamp));
  if (!modern && problem.status === 429) {
    return reply
      .code(429)
      .send({ status: { code: 429, description: 'Too Many Requests', details: [problem.description] } });
  }
  // TEST answers 401 before its formatter: as plain JSON, and by the path behind its gateway.
  const isUnauthorized = problem.status === 401;
  const path = request.url.split('?')[0];
  return reply
    .code(problem.status)
    .type(isUnauthorized ? 'application/json' : 'application/problem+json')
    .send(
      JSON.stringify({
        title: titles[problem.status] ?? 'Error',
        status: problem.status,
        instance: isUnauthorized ? `/api${path}` : path,
        detail: problem.code === undefined ? problem.description : 'Żądanie jest nieprawidłowe.',
        ...(problem.code === undefined
          ? {}
          : { errors: [{ code: problem.code, description: problem.description, details: problem.details }] }),
        ...(problem.reasonCode === undefined ? {} : { reasonCode: problem.reasonCode }),
        ...(problem.security === undefined ? {} : { security: problem.security }),
        timestamp,
        traceId,
      }),
    );
}

/** The refusal that an error of the server itself stands for. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const { statusCode, code } = error as { statusCode?: number; code?: string };
  if (statusCode === 415) return new Problem({ status: 415, description: 'Nieobsługiwany typ treści.' });
  if (statusCode !== undefined && statusCode < 500) {
    return new Problem({
      status: 400,
      code: 21001,
      description: 'Nieczytelna treść.',
      details: code === undefined ? [] : [code],
    });
  }
  return new Problem({ status: 500, code: 500, description: 'Wystąpił nieoczekiwany błąd.' });
}

function legacyBody(problem: Problem, traceId: string, timestamp: string) {
  return {
    exception: {
      exceptionDetailList: [
        { exceptionCode: problem.code, exceptionDescription: problem.description, details: problem.details },
      ],
      referenceNumber: crypto.randomUUID(),
      serviceCode: `00-${traceId}-${traceId.slice(0, 16)}-00`,
      serviceCtx: 'srvEMU',
      serviceName: 'emulator',
      timestamp,
    },
  };
}
