import type { FastifyRequest } from 'fastify';
import { invalidInput, rangeFault } from './input/problems.js';
import { Problem } from './problem.js';

/** Where a page begins and how long it is. */
export interface Page {
  readonly size: number;
  /** What the last page ended with; 0 for the first page. */
  readonly after: number;
}

const smallest = 10;

/** Reads `pageSize` (10 to `largest`, default 10) and the header `x-continuation-token`, made for the same `scope`. */
export function readPage(request: FastifyRequest, scope: string, largest = 1000): Page {
  const text = (request.query as Record<string, unknown>).pageSize;
  const size = text === undefined ? smallest : Number(text);
  if (!Number.isInteger(size) || size < smallest || size > largest) {
    throw invalidInput(rangeFault('pageSize', smallest, largest, text));
  }
  const token = request.headers['x-continuation-token'];
  if (token === undefined || token === '') return { size, after: 0 };
  const [, tokenScope, after] =
    /^(.*):(\d{1,9})$/.exec(Buffer.from(String(token), 'base64url').toString()) ?? [];
  if (tokenScope !== scope || after === undefined) {
    throw new Problem({
      status: 400,
      code: 21418,
      description: 'Przekazany token kontynuacji ma nieprawidłowy format.',
    });
  }
  return { size, after: Number(after) };
}

/** The token with which the next page is asked for. */
export function continuationToken(scope: string, after: number): string {
  return Buffer.from(`${scope}:${after}`).toString('base64url');
}

/** One page of a list that is at hand as a whole. */
export function pageOf<T>(
  request: FastifyRequest,
  all: readonly T[],
  scope: string,
  largest?: number,
): { items: readonly T[]; continuationToken: string | null } {
  const { after, size } = readPage(request, scope, largest);
  const end = after + size;
  return {
    items: all.slice(after, end),
    continuationToken: end < all.length ? continuationToken(scope, end) : null,
  };
}
