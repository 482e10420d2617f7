import { invalidInput, rangeFault } from '../sessions/problems.js';
import { contractLimits, type GroupLimits } from './rate-limit-settings.js';

type Json = Readonly<Record<string, unknown>>;

/** Groups that can be read, not set. */
const newGroups = ['onlineSessionClose', 'batchSessionClose', 'anonymous', 'global'];
/** Groups that TEST lets be left out: the Ministry's own Java client (3.0.24) does not know how to set them. */
const optionalGroups = ['invoiceExportStatus', 'collectiveIdentifier'];
/** TEST takes no more than ten times what counts in production. */
const testScale = 10;
const units = ['perSecond', 'perMinute', 'perHour'] as const;

/** Reads `rateLimits` of `POST /testdata/rate-limits`. @throws Problem 21405 with everything that is wrong */
export function readRateLimits(given: unknown): Record<string, GroupLimits> {
  const faults: string[] = [];
  const limits: Record<string, GroupLimits> = {};
  for (const [name, inProduction] of Object.entries(contractLimits)) {
    if (newGroups.includes(name)) continue;
    const group = member(given, name);
    if (group === undefined || group === null) {
      if (!optionalGroups.includes(name)) faults.push(`'rateLimits.${name}' must not be empty.`);
      continue;
    }
    const wrong = units.map((unit) => unitFault(`${name}.${unit}`, member(group, unit), inProduction[unit]));
    faults.push(...wrong.filter((fault) => fault !== undefined));
    limits[name] = group as GroupLimits;
  }
  if (faults.length > 0) throw invalidInput(...faults);
  return limits;
}

function unitFault(name: string, value: unknown, inProduction: number): string | undefined {
  const most = inProduction < 0 ? 2 ** 31 - 1 : inProduction * testScale;
  const isLimit = Number.isInteger(value) && Number(value) >= 1 && Number(value) <= most;
  return isLimit ? undefined : rangeFault(`rateLimits.${name}`, 1, most, value);
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Json)[name] : undefined;
}
