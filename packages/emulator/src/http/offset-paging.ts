import type { FastifyRequest } from 'fastify';
import { invalidInput, rangeFault } from './input/problems.js';

type Json = Readonly<Record<string, unknown>>;

/** One page, the newest first. */
export function offsetPageOf<T extends { readonly startsAt: number; readonly id?: string }>(
  request: FastifyRequest,
  member: string,
  found: readonly T[],
  describe: (one: T) => Json,
): Json {
  const { pageOffset, pageSize } = readPaging(request.query as Json);
  const sorted = [...found].sort(
    (one, other) => other.startsAt - one.startsAt || ((one.id ?? '') < (other.id ?? '') ? -1 : 1),
  );
  const end = (pageOffset + 1) * pageSize;
  return { [member]: sorted.slice(pageOffset * pageSize, end).map(describe), hasMore: end < sorted.length };
}

function readPaging({ pageOffset = '0', pageSize = '10' }: Json) {
  const paging = { pageOffset: Number(pageOffset), pageSize: Number(pageSize) };
  if (!Number.isInteger(paging.pageOffset) || paging.pageOffset < 0)
    throw invalidInput("'pageOffset' musi być liczbą całkowitą nie mniejszą od 0.");
  if (!Number.isInteger(paging.pageSize) || paging.pageSize < 10 || paging.pageSize > 100)
    throw invalidInput(rangeFault('pageSize', 10, 100, pageSize));
  return paging;
}
