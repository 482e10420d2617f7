import { createHash } from 'node:crypto';
import { ksefNumber } from '@ksef/core';
import type { Emulator } from '@ksef/emulator';
import type { Told } from './attempt.js';
import { codelessErrors } from './check-common.js';
import type { Outcome } from './run-schedule.js';
import type { PlannedInput, Schedule } from './schedule.js';
import type { Workplace } from './workplace.js';

// KSeF gave these up unjudged; they go out again.
const givenUp = [405, 500, 550];

interface Arrival {
  readonly reference: string;
  readonly session: string;
  readonly hash: string;
  readonly status: number;
  readonly ksefNumber: string | null;
}

/** Every promise that was broken; none when all is well. */
export async function brokenPromises(
  emulator: Emulator,
  schedule: Schedule,
  outcome: Outcome,
  place: Workplace,
): Promise<string[]> {
  const arrivals = arrivalsOf(emulator);
  const broken = [
    ...(outcome.results.length === schedule.inputs.length
      ? []
      : [`${outcome.results.length} results for ${schedule.inputs.length} inputs`]),
    ...codelessErrors(outcome.errors),
  ];
  for (const [index, input] of schedule.inputs.entries()) {
    const told = outcome.results[index];
    if (told !== undefined) broken.push(...judge(input, told, arrivals));
  }
  const accepted = outcome.results
    .filter(({ status }) => status === 'accepted')
    .map((told) => told.ksefNumber);
  if (new Set(accepted).size !== accepted.length) broken.push('two inputs were given one KSeF number');
  broken.push(...tooMany(schedule, outcome, arrivals));
  broken.push(...(await disagreements(outcome, arrivals, place)));
  return broken;
}

function judge(input: PlannedInput, told: Told, arrivals: readonly Arrival[]): string[] {
  const own = arrivals.filter(({ hash }) => hash === hashOf(input.content));
  const numbers = own.flatMap((arrival) => arrival.ksefNumber ?? []);
  const say = (what: string) => [`input ${input.name} ${what}: ${JSON.stringify(told)}`];
  if (input.end === 'failed')
    return told.status === 'failed' && told.errorCode === 'NOT_AN_INVOICE' ? [] : say('should have failed');
  if (input.end === 'rejected')
    return told.status === 'rejected' && numbers.length === 0 ? [] : say('should have been rejected');
  if (numbers.length !== 1) return say(`has ${numbers.length} KSeF numbers in the emulator`);
  const expected = input.end === 'twin' ? ['accepted', 'duplicate'] : ['accepted'];
  if (!expected.includes(told.status)) return say(`should be ${expected.join(' or ')}`);
  if (told.status === 'duplicate' && told.sameContent === false) return say('has the same content');
  return ksefNumber(told.ksefNumber ?? '') === numbers[0] ? [] : say(`should have number ${numbers[0]}`);
}

/** An input may arrive again only when KSeF gave it up, or worked on a request that nobody waited for any more. */
function tooMany(schedule: Schedule, outcome: Outcome, arrivals: readonly Arrival[]): string[] {
  const wanted = schedule.inputs.filter(({ end }) => end !== 'failed').length;
  const judged = arrivals.filter(({ status }) => !givenUp.includes(status)).length;
  return judged <= wanted + outcome.timeouts
    ? []
    : [`${judged} invoices arrived for ${wanted} inputs, with ${outcome.timeouts} timeouts`];
}

async function disagreements(
  outcome: Outcome,
  arrivals: readonly Arrival[],
  { journal, runId }: Workplace,
): Promise<string[]> {
  const broken: string[] = [];
  const unfinished = new Set<unknown>();
  const finished: Record<string, unknown>[] = [];
  const run = await journal.open(runId);
  try {
    for await (const entry of run.entries()) {
      if (entry.type === 'invoice-sending') unfinished.add(entry.id);
      if (entry.type === 'invoice-finished') {
        unfinished.delete(entry.id);
        finished.push(entry.result as Record<string, unknown>);
      }
    }
  } finally {
    await run.close();
  }
  if (unfinished.size > 0) broken.push(`the journal has ${unfinished.size} inputs on their way`);
  const ends = (list: readonly { status?: unknown; ksefNumber?: unknown }[]) =>
    list.map(({ status, ksefNumber: number }) => `${status} ${number ?? ''}`).sort();
  const told = ends(outcome.results.filter(({ status }) => status !== 'failed'));
  if (JSON.stringify(ends(finished)) !== JSON.stringify(told))
    broken.push(`the journal says ${ends(finished).join('; ')}; the results say ${told.join('; ')}`);
  const numbers = new Set(arrivals.flatMap((arrival) => arrival.ksefNumber ?? []));
  for (const { status, ksefNumber: number } of finished) {
    if (status === 'accepted') numbers.delete(String(number));
  }
  if (numbers.size > 0) broken.push(`the journal does not know ${[...numbers].join(', ')}`);
  return broken;
}

/** Sessions that the journal does not know as closed: a close may fail, and is the next sender's then. */
export async function openSessions({ journal, runId }: Workplace): Promise<unknown[]> {
  const open = new Set<unknown>();
  const run = await journal.open(runId);
  try {
    for await (const { type, session } of run.entries()) {
      if (type === 'session-opened') open.add(session);
      if (type === 'session-closed') open.delete(session);
    }
  } finally {
    await run.close();
  }
  return [...open];
}

function arrivalsOf({ control }: Emulator): Arrival[] {
  const judged = new Map(control.events('invoice-processed').map((event) => [event.referenceNumber, event]));
  return control.events('invoice-accepted').map((event) => ({
    reference: String(event.referenceNumber),
    session: String(event.sessionReferenceNumber),
    hash: String(event.invoiceHash),
    status: Number(judged.get(event.referenceNumber)?.status ?? 100),
    ksefNumber: (judged.get(event.referenceNumber)?.ksefNumber ?? null) as string | null,
  }));
}

function hashOf(content: string): string {
  return createHash('sha256').update(content).digest('base64');
}
