import type { FastifyRequest } from 'fastify';
import { bodyOf, type IdentifierFilter, identifierTest, isMissing } from '../http/index.js';
import type { Kernel } from '../kernel/index.js';
import { isActive } from './held-permissions.js';
import type { PermissionRecord } from './records.js';

/** Filters of the queries for permissions; each query has some of them. */
export interface PermissionFilters {
  readonly queryType?: string;
  readonly authorIdentifier?: IdentifierFilter | null;
  readonly authorizedIdentifier?: IdentifierFilter | null;
  readonly authorizingIdentifier?: IdentifierFilter | null;
  readonly contextIdentifier?: IdentifierFilter | null;
  readonly subunitIdentifier?: IdentifierFilter | null;
  readonly targetIdentifier?: IdentifierFilter | null;
  readonly permissionTypes?: readonly string[] | null;
  readonly permissionState?: 'Active' | 'Inactive' | null;
  readonly vatUeIdentifier?: string | null;
  readonly authorizedFingerprintIdentifier?: string | null;
}

/** Whether a permission belongs to an answer. */
export type Test = (permission: PermissionRecord) => boolean;

/** The filters of a query; without a body there are none. @throws Problem 21405 or 21001 */
export function filtersOf(request: FastifyRequest): PermissionFilters {
  return bodyOf<PermissionFilters | null | undefined>(request) ?? {};
}

export function allOf(...tests: readonly Test[]): Test {
  return (permission) => tests.every((test) => test(permission));
}

export function scopeTest({ permissionTypes }: PermissionFilters): Test {
  if (isMissing(permissionTypes) || permissionTypes.length === 0) return () => true;
  return ({ scope }) => permissionTypes.includes(scope);
}

/** What has been revoked is gone: inactive are those passed on that no client lets pass on. */
export function stateTest(
  kernel: Pick<Kernel, 'collection' | 'now'>,
  { permissionState }: PermissionFilters,
): Test {
  if (isMissing(permissionState)) return () => true;
  return (permission) => isActive(kernel, permission) === (permissionState === 'Active');
}

/** What was not passed on has its own context as its target. */
export function targetTest({ targetIdentifier }: PermissionFilters): Test {
  return identifierTest(targetIdentifier, ({ target, context }) => target ?? context);
}
