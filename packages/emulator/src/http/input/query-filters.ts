import type { FastifyRequest } from 'fastify';
import { objectOf } from './read-fields.js';

type Filters = Readonly<Record<string, unknown>>;

/** The body of a query; none asks for everything. */
export function filtersOf(request: FastifyRequest): Filters {
  return request.body === undefined || request.body === null ? {} : objectOf('body', request.body);
}

/** Whether a filter is set at all. */
export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** A filter `{ type, value }`; without a value by the type alone. */
export function identifierTest<T>(
  filters: Filters,
  name: string,
  of: (one: T) => { readonly type: string; readonly value?: string },
): (one: T) => boolean {
  if (!isGiven(filters[name])) return () => true;
  const { type, value } = objectOf(name, filters[name]);
  return (one) => {
    const found = of(one);
    return found.type === type && (!isGiven(value) || found.value === value);
  };
}
