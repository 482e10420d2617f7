import { invalidInput, rangeFault } from '../http/index.js';
import { contractLimits, type GroupLimits } from './rate-limit-settings.js';

/** Groups that can be read, not set. */
const newGroups = ['onlineSessionClose', 'batchSessionClose', 'anonymous', 'global'];
/** Groups that TEST lets be left out: the Ministry's own Java client (3.0.24) does not know how to set them. */
const optionalGroups = ['invoiceExportStatus', 'collectiveIdentifier'];
/** TEST takes no more than ten times what counts in production. */
const testScale = 10;
const units = ['perSecond', 'perMinute', 'perHour'] as const;

/**
 * Reads the body of `POST /testdata/rate-limits`; `current` is what `GET /rate-limits` shows, which may always be written
 * back. Not by the contract's schema, which requires groups that TEST does not.
 *
 * @throws Problem 21405 with everything that is wrong
 */
export function readRateLimits(
  body: unknown,
  current: Readonly<Record<string, GroupLimits>>,
): Record<string, GroupLimits> {
  const given = member(body, 'rateLimits');
  const faults: string[] = [];
  const limits: Record<string, GroupLimits> = {};
  for (const [name, inProduction] of Object.entries(contractLimits)) {
    if (newGroups.includes(name)) continue;
    const group = member(given, name);
    if (group === undefined || group === null) {
      if (!optionalGroups.includes(name)) faults.push(`'rateLimits.${name}' must not be empty.`);
      continue;
    }
    const [perSecond, perMinute, perHour] = units.map((unit) => {
      const value = member(group, unit);
      const most = inProduction[unit] < 0 ? 2 ** 31 - 1 : inProduction[unit] * testScale;
      if (!isWithin(value, most) && value !== current[name]?.[unit])
        faults.push(rangeFault(`rateLimits.${name}.${unit}`, 1, most, value));
      return Number(value);
    }) as [number, number, number];
    limits[name] = { perSecond, perMinute, perHour };
  }
  if (faults.length > 0) throw invalidInput(...faults);
  return limits;
}

function isWithin(value: unknown, most: number): boolean {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= most;
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
