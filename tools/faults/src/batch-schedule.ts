import type { Fault, SessionFaultKind } from '@ksef/emulator';
import { type Random, seededChoices } from '@ksef-tools/testing/random';
import { invoiceXml } from './invoice-xml.js';
import type { PlannedAction, PlannedInput, Schedule } from './schedule.js';

const places: readonly Pick<Fault, 'method' | 'path'>[] = [
  { method: 'POST', path: '/sessions/batch' },
  { method: 'POST', path: '/sessions/batch/{referenceNumber}/close' },
  { path: '/_storage/*' },
  { path: '/_storage/*' },
  { method: 'GET', path: '/sessions/{referenceNumber}' },
  { method: 'GET', path: '/sessions/{referenceNumber}/invoices' },
  { method: 'GET', path: '/security/public-key-certificates' },
  {},
];

const sessionTroubles: readonly SessionFaultKind[] = [
  'becomes415',
  'hangOnClose',
  'partLost',
  'partCut',
  'partDamaged',
  'cancelledOnClose440',
  'duplicateInWords',
  'listsNothing',
];

/** A case of sending by batches; the same seed gives the same one. */
export function planBatchSchedule(seed: number): Schedule {
  const random = seededChoices(seed);
  const actions: PlannedAction[] = [];
  for (let death = random.between(0, 3); death > 0; death--)
    actions.push({ afterRequests: random.between(2, 30), what: 'die' });
  if (random.chance(0.2)) actions.push({ afterRequests: random.between(2, 20), what: 'rotate-keys' });
  if (random.chance(0.2)) actions.push({ afterRequests: random.between(2, 20), what: 'tokens-expire' });
  return {
    way: 'batch',
    seed,
    inputs: planInputs(random, seed),
    faults: Array.from({ length: random.between(1, 6) }, () => planFault(random)),
    sessionFaults: random.chance(0.7)
      ? [{ kind: random.pick(sessionTroubles), times: random.between(1, 2) }]
      : [],
    actions,
    processingDelayMs: random.pick([0, 0, 20]),
    concurrency: random.between(1, 3),
    window: 500,
    maxInvoicesPerSession: random.pick([2, 3, 10_000]),
    death: actions.some(({ what }) => what === 'die') && seed % 5 === 0 ? 'killed' : 'frozen',
    tornLine: random.chance(0.3),
  };
}

function planInputs(random: Random, seed: number): PlannedInput[] {
  const inputs: PlannedInput[] = Array.from({ length: random.between(2, 8) }, (_, index) => ({
    name: `${index}.xml`,
    content: invoiceXml(`B${seed}/${index}`),
    end: 'number',
  }));
  if (random.chance(0.3))
    inputs.push({
      name: 'late.xml',
      content: invoiceXml(`B${seed}/late`, { date: '2099-01-01' }),
      end: 'rejected',
    });
  if (random.chance(0.3)) inputs.push({ name: 'none.xml', content: '<nothing/>', end: 'failed' });
  return inputs;
}

function planFault(random: Random): Fault {
  const place = random.pick(places);
  const repeats = { skip: random.between(0, 4), times: random.pick([1, 1, 1, 2, 4]) };
  if (place.path === '/sessions/batch' && random.chance(0.3))
    return { ...place, ...repeats, kind: 'error', status: 400, code: 21470 };
  const trouble = random.pick<Pick<Fault, 'kind'> & Partial<Fault>>([
    { kind: 'cutBefore' },
    { kind: 'cutAfter' },
    { kind: 'errorAfter', status: random.pick([500, 502]) },
    { kind: 'error', status: random.pick([500, 503]) },
    { kind: 'rateLimit', retryAfter: random.pick([1, 20]) },
    { kind: 'truncate' },
    { kind: 'slow', ms: 50 },
  ]);
  return { ...place, ...repeats, ...trouble };
}
