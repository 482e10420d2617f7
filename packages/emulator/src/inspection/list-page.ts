import { invalidInput } from '../http/index.js';

/** Which page of a list. */
export interface PageFilter {
  /** Counted from 0. Default 0. */
  readonly pageOffset?: number | undefined;
  /** 1 to 500. Default 50. */
  readonly pageSize?: number | undefined;
}

/** One page, and how many there are in all. */
export interface Found<T> {
  readonly items: readonly T[];
  readonly count: number;
  readonly hasMore: boolean;
}

const defaultSize = 50;
const largestSize = 500;

/** Checks a page's number and size. @throws Problem 21405 */
export function readPage({ pageOffset = 0, pageSize = defaultSize }: PageFilter) {
  if (!Number.isSafeInteger(pageOffset) || pageOffset < 0)
    throw invalidInput('pageOffset is a whole number from 0');
  if (!Number.isSafeInteger(pageSize) || pageSize < 1 || pageSize > largestSize)
    throw invalidInput(`pageSize is a whole number from 1 to ${largestSize}`);
  return { first: pageOffset * pageSize, size: pageSize };
}

/** The page of those that pass, in the given order; the others are only counted. */
export function pageOf<T>(all: Iterable<T>, filter: PageFilter, passes: (one: T) => boolean): Found<T> {
  const { first, size } = readPage(filter);
  const items: T[] = [];
  let count = 0;
  for (const one of all) {
    if (!passes(one)) continue;
    if (count >= first && items.length < size) items.push(one);
    count++;
  }
  return { items, count, hasMore: count > first + items.length };
}

/** Records of a collection, the latest first. */
export function newestFirst<T>(records: { values(): IterableIterator<T> }): T[] {
  return [...records.values()].reverse();
}
