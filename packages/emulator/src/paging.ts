import type { FastifyRequest } from 'fastify';
import { Problem } from './kernel.js';
import { invalidInput } from './sessions/problems.js';

/** One page of a list: `pageSize` in the query, the place to go on in the header `x-continuation-token`. */
export function pageOf<T>(request: FastifyRequest, all: readonly T[], smallest: number, largest: number) {
  const { pageSize = String(smallest) } = request.query as { pageSize?: string };
  const size = Number(pageSize);
  if (!Number.isInteger(size) || size < smallest || size > largest) {
    throw invalidInput(`'pageSize' musi być z zakresu ${smallest}-${largest}.`);
  }
  const token = request.headers['x-continuation-token'];
  const start =
    token === undefined || token === '' ? 0 : Number(Buffer.from(String(token), 'base64url').toString());
  if (!Number.isInteger(start) || start < 0) {
    throw new Problem({
      status: 400,
      code: 21418,
      description: 'Przekazany token kontynuacji ma nieprawidłowy format.',
    });
  }
  const end = start + size;
  return {
    items: all.slice(start, end),
    continuationToken: end < all.length ? Buffer.from(String(end)).toString('base64url') : null,
  };
}
