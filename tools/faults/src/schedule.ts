import type { Fault, SessionFaultKind } from '@ksef/emulator';
import { type Random, seededChoices } from '@ksef-tools/testing/random';
import { invoiceXml } from './invoice-xml.js';

/** An input, and how it must end whatever fails. */
export interface PlannedInput {
  readonly name: string;
  readonly content: string;
  /** `number`: its own KSeF number. `twin`: one of those with this number gets it, the others are duplicates. */
  readonly end: 'number' | 'twin' | 'rejected' | 'failed';
}

/** What is done to the emulator or the sender, once so many requests have gone out. */
export interface PlannedAction {
  readonly afterRequests: number;
  readonly what: 'rotate-keys' | 'tokens-expire' | 'sessions-expire' | 'clock-back' | 'die';
}

/** Everything that goes wrong in one case. */
export interface Schedule {
  /** Default `online`. */
  readonly way?: 'online' | 'batch' | 'both';
  readonly seed: number;
  readonly inputs: readonly PlannedInput[];
  readonly faults: readonly Fault[];
  readonly sessionFaults: readonly { readonly kind: SessionFaultKind; readonly times: number }[];
  readonly actions: readonly PlannedAction[];
  readonly processingDelayMs: number;
  readonly concurrency: number;
  readonly window: number;
  readonly maxInvoicesPerSession: number;
  /** `killed`: the sender is a process of its own and dies by SIGKILL. `frozen`: it stops in this process forever. */
  readonly death: 'killed' | 'frozen';
  /** Whether the journal's last line is torn when the sender dies. */
  readonly tornLine: boolean;
  /** For both ways: how many invoices may go online, in each life of the sender. */
  readonly allowances?: readonly number[];
  /** For both ways: how many results may be held for an earlier one. */
  readonly maxHeldResults?: number;
}

/** Client's patience with one request; delays beyond it make an invoice arrive after it was given up. */
export const requestTimeoutMs = 800;

const send = { method: 'POST', path: '/sessions/online/{referenceNumber}/invoices' } as const;
const open = { method: 'POST', path: '/sessions/online' } as const;
const places: readonly Pick<Fault, 'method' | 'path'>[] = [
  send,
  send,
  send,
  open,
  { method: 'POST', path: '/sessions/online/{referenceNumber}/close' },
  { method: 'GET', path: '/sessions/{referenceNumber}/invoices' },
  { method: 'GET', path: '/sessions/{referenceNumber}/invoices/{invoiceReferenceNumber}' },
  { method: 'GET', path: '/sessions/{referenceNumber}' },
  { method: 'GET', path: '/security/public-key-certificates' },
  { path: '/auth*' },
  {},
];

const sessionTroubles: readonly SessionFaultKind[] = [
  'becomes415',
  'unavailable21184',
  'hangOnClose',
  'duplicateInWords',
  'listsNothing',
];

/** The same seed gives the same schedule. */
export function planSchedule(seed: number): Schedule {
  const random = seededChoices(seed);
  const actions = Array.from({ length: random.between(0, 3) }, () => planAction(random));
  const deaths = random.chance(0.6) ? random.between(1, 3) : 0;
  for (let death = 0; death < deaths; death++)
    actions.push({ afterRequests: random.between(4, 40), what: 'die' });
  return {
    seed,
    inputs: planInputs(random, seed),
    faults: Array.from({ length: random.between(1, 7) }, () => planFault(random)),
    sessionFaults: random.chance(0.35)
      ? [
          {
            kind: random.pick(sessionTroubles),
            times: random.between(1, 2),
          },
        ]
      : [],
    actions,
    processingDelayMs: random.pick([0, 0, 0, 20, 120]),
    concurrency: random.between(1, 4),
    window: random.pick([2, 500]),
    maxInvoicesPerSession: random.pick([2, 10_000]),
    // Processes take long to start: few schedules have one.
    death: deaths > 0 && seed % 5 === 0 ? 'killed' : 'frozen',
    tornLine: random.chance(0.3),
  };
}

function planInputs(random: Random, seed: number): PlannedInput[] {
  const inputs: PlannedInput[] = Array.from({ length: random.between(2, 6) }, (_, index) => ({
    name: `${index}`,
    content: invoiceXml(`${seed}/${index}`),
    end: 'number',
  }));
  if (random.chance(0.2))
    inputs.push({
      name: 'late',
      content: invoiceXml(`${seed}/late`, { date: '2099-01-01' }),
      end: 'rejected',
    });
  if (random.chance(0.2)) inputs.push({ name: 'none', content: '<nothing/>', end: 'failed' });
  if (random.chance(0.2)) {
    const twin = { content: invoiceXml(`${seed}/twin`), end: 'twin' } as const;
    inputs.unshift({ name: 'twin 1', ...twin });
    inputs.push({ name: 'twin 2', ...twin });
  }
  return inputs;
}

function planFault(random: Random): Fault {
  const place = random.pick(places);
  const repeats = { skip: random.between(0, 6), times: random.pick([1, 1, 1, 2, 4]) };
  return { ...place, ...repeats, ...planTrouble(random, place) };
}

function planTrouble(random: Random, place: Pick<Fault, 'path'>): Pick<Fault, 'kind'> & Partial<Fault> {
  if (place.path === open.path && random.chance(0.3)) return { kind: 'error', status: 400, code: 21470 };
  if (place.path === send.path && random.chance(0.15)) return { kind: 'error', status: 400, code: 21184 };
  return random.pick<Pick<Fault, 'kind'> & Partial<Fault>>([
    { kind: 'cutBefore' },
    { kind: 'cutAfter' },
    { kind: 'cutAfter' },
    { kind: 'errorAfter', status: random.pick([500, 502, 504]) },
    { kind: 'error', status: random.pick([500, 503]) },
    { kind: 'html', status: random.pick([502, 504]) },
    { kind: 'error', status: 401 },
    { kind: 'rateLimit', retryAfter: random.pick([1, 20, 90]) },
    { kind: 'truncate' },
    { kind: 'slow', ms: random.pick([50, 50, requestTimeoutMs + 200]) },
    { kind: 'delay', ms: random.pick([30, 30, requestTimeoutMs + 300]) },
  ]);
}

function planAction(random: Random): PlannedAction {
  return {
    afterRequests: random.between(3, 30),
    what: random.pick(['rotate-keys', 'tokens-expire', 'sessions-expire', 'clock-back']),
  };
}
