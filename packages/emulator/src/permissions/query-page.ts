import type { FastifyRequest } from 'fastify';
import { invalidInput, rangeFault, unreadable } from '../input/problems.js';
import { objectOf, oneOf } from '../input/read-fields.js';
import type { Kernel } from '../kernel.js';
import { isActive } from './held-permissions.js';
import type { PermissionRecord } from './records.js';

type Filters = Readonly<Record<string, unknown>>;
type Json = Readonly<Record<string, unknown>>;

/** Whether a permission belongs to an answer. */
export type Test = (permission: PermissionRecord) => boolean;

/** The body of a query; none asks for everything. */
export function filtersOf(request: FastifyRequest): Filters {
  return request.body === undefined || request.body === null ? {} : objectOf('body', request.body);
}

/** Whether a filter is set at all. */
function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

export function allOf(...tests: readonly Test[]): Test {
  return (permission) => tests.every((test) => test(permission));
}

/** A filter `{ type, value }`; without a value by the type alone. */
export function identifierTest<T = PermissionRecord>(
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

export function scopeTest({ permissionTypes }: Filters): Test {
  if (!isGiven(permissionTypes)) return () => true;
  if (!Array.isArray(permissionTypes)) throw unreadable('permissionTypes');
  return ({ scope }) => permissionTypes.length === 0 || permissionTypes.includes(scope);
}

/** What has been revoked is gone: inactive are those passed on that no client lets pass on. */
export function stateTest(kernel: Pick<Kernel, 'collection' | 'now'>, { permissionState }: Filters): Test {
  if (!isGiven(permissionState)) return () => true;
  const state = oneOf('permissionState', permissionState, ['Active', 'Inactive']);
  return (permission) => isActive(kernel, permission) === (state === 'Active');
}

/** What was not passed on has its own context as its target. */
export function targetTest(filters: Filters): Test {
  return identifierTest(filters, 'targetIdentifier', ({ target, context }) => target ?? context);
}

/** One page, the newest first. */
export function pageOf<T extends { readonly startsAt: number; readonly id?: string }>(
  request: FastifyRequest,
  member: string,
  found: readonly T[],
  describe: (one: T) => Json,
): Json {
  const { pageOffset, pageSize } = readPaging(request.query as Filters);
  const sorted = [...found].sort(
    (one, other) => other.startsAt - one.startsAt || ((one.id ?? '') < (other.id ?? '') ? -1 : 1),
  );
  const end = (pageOffset + 1) * pageSize;
  return { [member]: sorted.slice(pageOffset * pageSize, end).map(describe), hasMore: end < sorted.length };
}

function readPaging({ pageOffset = '0', pageSize = '10' }: Filters) {
  const paging = { pageOffset: Number(pageOffset), pageSize: Number(pageSize) };
  if (!Number.isInteger(paging.pageOffset) || paging.pageOffset < 0)
    throw invalidInput("'pageOffset' musi być liczbą całkowitą nie mniejszą od 0.");
  if (!Number.isInteger(paging.pageSize) || paging.pageSize < 10 || paging.pageSize > 100)
    throw invalidInput(rangeFault('pageSize', 10, 100, pageSize));
  return paging;
}
