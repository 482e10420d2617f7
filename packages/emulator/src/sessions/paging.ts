import type { FastifyRequest } from 'fastify';
import { Problem } from '../kernel.js';
import { invalidInput } from './problems.js';

/** Where a page begins and how long it is. */
export interface Page {
  readonly size: number;
  /** What the last page ended with; 0 for the first page. */
  readonly after: number;
}

/** Reads `pageSize` (10 to 1000, default 10) and the header `x-continuation-token`, made for the same `scope`. */
export function readPage(request: FastifyRequest, scope: string): Page {
  const text = (request.query as Record<string, unknown>).pageSize;
  const size = text === undefined ? 10 : Number(text);
  if (!Number.isInteger(size) || size < 10 || size > 1000) {
    throw invalidInput("'pageSize' musi być liczbą całkowitą z przedziału od 10 do 1000.");
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
