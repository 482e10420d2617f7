import { invalidOption } from '@ksef/core/internal';
import type { OperationLimits } from '../operation.js';
import type { GroupLimits } from './group-limits.js';

const windows = ['perSecond', 'perMinute', 'perHour'] as const;

/**
 * The limits in an answer of KSeF, or of anything in between. Groups that are not objects and values that are not
 * numbers are ignored.
 *
 * @throws InvalidInputError `INVALID_OPTION` when it contains no groups at all
 */
export function readLimits(given: unknown): GroupLimits {
  if (!isObject(given)) throw invalidOption('limits', 'an object of groups');
  const groups = Object.entries(given).flatMap(([group, limits]) =>
    isObject(limits) ? [[group, numbersIn(limits)]] : [],
  );
  return Object.fromEntries(groups);
}

function numbersIn(limits: Readonly<Record<string, unknown>>): OperationLimits {
  const numbers = windows.flatMap((window) => {
    const limit = limits[window];
    return typeof limit === 'number' && Number.isFinite(limit) ? [[window, Math.ceil(limit)]] : [];
  });
  return Object.fromEntries(numbers);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
