import { identifierTest, isGiven, oneOf, unreadable } from '../http/index.js';
import type { Kernel } from '../kernel/index.js';
import { isActive } from './held-permissions.js';
import type { PermissionRecord } from './records.js';

type Filters = Readonly<Record<string, unknown>>;

/** Whether a permission belongs to an answer. */
export type Test = (permission: PermissionRecord) => boolean;

export function allOf(...tests: readonly Test[]): Test {
  return (permission) => tests.every((test) => test(permission));
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
