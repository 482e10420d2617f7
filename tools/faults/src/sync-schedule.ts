import type { ExportFaultKind, Fault } from '@ksef/emulator';
import { type Random, seededChoices } from '@ksef-tools/testing/random';

/** Everything that goes wrong in one case of receiving. */
export interface SyncSchedule {
  readonly seed: number;
  readonly invoices: number;
  readonly faults: readonly Fault[];
  readonly exportFaults: readonly { readonly kind: ExportFaultKind; readonly times: number }[];
  /** Once so many requests have gone out. */
  readonly actions: readonly { readonly afterRequests: number; readonly what: 'die' | 'links-expire' }[];
  readonly maxResults: number;
  readonly partBytes: number;
  readonly death: 'killed' | 'frozen';
}

const places: readonly Pick<Fault, 'method' | 'path'>[] = [
  { path: '/_storage/*' },
  { path: '/_storage/*' },
  { method: 'POST', path: '/invoices/exports' },
  { method: 'GET', path: '/invoices/exports/{referenceNumber}' },
  {},
];

/** The same seed gives the same schedule. */
export function planSyncSchedule(seed: number): SyncSchedule {
  const random = seededChoices(seed);
  return {
    seed,
    invoices: random.between(1, 40),
    faults: Array.from({ length: random.between(1, 6) }, () => planFault(random)),
    exportFaults: random.chance(0.6)
      ? [
          {
            kind: random.pick([
              'stuckAt100',
              'fails500',
              'wrongPartHash',
              'wrongEncryptedPartHash',
              'key415',
            ] as const),
            times: random.between(1, 2),
          },
        ]
      : [],
    actions: Array.from({ length: random.between(0, 3) }, () => ({
      afterRequests: random.between(3, 30),
      what: random.pick(['die', 'die', 'links-expire'] as const),
    })).sort((one, other) => one.afterRequests - other.afterRequests),
    maxResults: random.pick([5, 12, 10_000]),
    partBytes: random.pick([700, 3_000, 1_000_000]),
    death: seed % 5 === 0 ? 'killed' : 'frozen',
  };
}

function planFault(random: Random): Fault {
  const place = random.pick(places);
  const repeats = { skip: random.between(0, 4), times: random.pick([1, 1, 2, 4]) };
  const trouble = random.pick<Pick<Fault, 'kind'> & Partial<Fault>>([
    { kind: 'cutBefore' },
    { kind: 'cutAfter' },
    { kind: 'error', status: random.pick([500, 503]) },
    { kind: 'errorAfter', status: 502 },
    { kind: 'rateLimit', retryAfter: random.pick([1, 20]) },
    { kind: 'truncate' },
    { kind: 'slow', ms: 50 },
  ]);
  return { ...place, ...repeats, ...trouble };
}
