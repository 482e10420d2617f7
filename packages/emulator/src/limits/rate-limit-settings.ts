import type { ContextIdentifier } from '@ksef/core';
import { contractOperations } from '../generated/operations.js';
import type { Kernel, RateLimitMode } from '../kernel/index.js';
import { limitIn, type RateLimitOverrides } from './rate-limiter.js';

/** Requests of one group; -1 means no limit. */
export interface GroupLimits {
  readonly perSecond: number;
  readonly perMinute: number;
  readonly perHour: number;
}

interface OverrideRecord {
  readonly limits: Readonly<Record<string, GroupLimits>>;
}

/** The contract's limits by group, read off its operations. */
export const contractLimits: Readonly<Record<string, GroupLimits>> = Object.fromEntries([
  ...contractOperations
    .filter(({ group }) => group !== '')
    .map(({ group, limits: [perSecond = -1, perMinute = -1, perHour = -1] }) => [
      group,
      { perSecond, perMinute, perHour },
    ]),
  ['anonymous', { perSecond: 60, perMinute: -1, perHour: -1 }],
  ['global', { perSecond: -1, perMinute: -1, perHour: -1 }],
]);

/** What counts in a context: the limits of the emulator's mode, or what `/testdata/rate-limits` set. */
export function rateLimitsOf(
  kernel: Kernel,
  context: ContextIdentifier,
  mode: RateLimitMode,
): Readonly<Record<string, GroupLimits>> {
  const counted = (limit: number) => (limit < 0 ? -1 : (limitIn(mode, limit) ?? -1));
  const limits = Object.entries(contractLimits).map(([group, { perSecond, perMinute, perHour }]) => [
    group,
    { perSecond: counted(perSecond), perMinute: counted(perMinute), perHour: counted(perHour) },
  ]);
  return { ...Object.fromEntries(limits), ...overrides(kernel).get(keyOf(context))?.limits };
}

/** `undefined` goes back to the defaults. */
export function setRateLimits(
  kernel: Kernel,
  context: ContextIdentifier,
  limits: OverrideRecord['limits'] | undefined,
): void {
  if (limits === undefined) overrides(kernel).delete(keyOf(context));
  else overrides(kernel).set(keyOf(context), { limits });
}

/** What was set for contexts, as the limiter counts it. */
export function rateLimitOverrides(kernel: Kernel): RateLimitOverrides {
  return {
    any: () => overrides(kernel).size > 0,
    of(contextKey, group) {
      const set = overrides(kernel).get(contextKey)?.limits[group];
      return (
        set && [set.perSecond, set.perMinute, set.perHour].map((limit) => (limit < 0 ? undefined : limit))
      );
    },
  };
}

function overrides(kernel: Kernel) {
  return kernel.collection<OverrideRecord>('rate-limits');
}

function keyOf({ type, value }: ContextIdentifier): string {
  return `${type}:${value}`;
}
