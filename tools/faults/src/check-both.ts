import type { Emulator } from '@ksef/emulator';
import { brokenCommonPromises } from './check-common.js';
import type { Outcome } from './run-schedule.js';
import type { Schedule } from './schedule.js';
import { batchRunOf, type Workplace } from './workplace.js';

const expected = { number: 'accepted', rejected: 'rejected', failed: 'failed' } as const;
// KSeF gave these up unjudged; they go out again.
const givenUp = [405, 415, 440, 500, 550];

/** Every promise of sending both ways that was broken; none when all is well. */
export async function brokenPromisesOfBoth(
  emulator: Emulator,
  { inputs }: Schedule,
  outcome: Outcome,
  place: Workplace,
): Promise<string[]> {
  const { results, timeouts } = outcome;
  const broken = inputs.flatMap(({ name, end }, index) => {
    const told = results[index];
    const status = expected[end as keyof typeof expected];
    const isRight =
      told?.name === name && told.status === status && (told.ksefNumber !== undefined) === (end === 'number');
    return isRight ? [] : [`input ${name} should be ${status}: ${JSON.stringify(told)}`];
  });
  if (results.length !== inputs.length) broken.push(`${results.length} results for ${inputs.length} inputs`);
  broken.push(...(await brokenCommonPromises(emulator, outcome, place)));

  const judged = emulator.control.events('invoice-processed');
  const decided = judged.filter(({ status }) => !givenUp.includes(Number(status))).length;
  const wanted = inputs.filter(({ end }) => end !== 'failed').length;
  // What was given up after its time may have arrived all the same.
  if (decided > wanted + timeouts)
    broken.push(`${decided} invoices were judged of ${wanted}, with ${timeouts} timeouts`);

  const unfinished = await unfinishedIn(place);
  if (unfinished.length > 0) broken.push(`the journals have unfinished work: ${unfinished.join(', ')}`);
  return broken;
}

async function unfinishedIn({ journal, runId }: Workplace): Promise<unknown[]> {
  const open = new Set<unknown>();
  for (const id of [runId, batchRunOf(runId)]) {
    const run = await journal.open(id);
    try {
      for await (const { type, batch, session, id: invoice } of run.entries()) {
        if (type === 'batch-built') open.add(batch);
        if (type === 'batch-ended' || type === 'batch-dropped') open.delete(batch);
        if (type === 'invoice-sending') open.add(invoice);
        if (type === 'invoice-finished') open.delete(invoice);
        if (type === 'session-opened') open.add(session);
        if (type === 'session-closed') open.delete(session);
      }
    } finally {
      await run.close();
    }
  }
  return [...open];
}
