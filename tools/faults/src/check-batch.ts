import type { Emulator } from '@ksef/emulator';
import type { Told } from './attempt.js';
import { brokenCommonPromises } from './check-common.js';
import type { Outcome } from './run-schedule.js';
import type { Schedule } from './schedule.js';
import type { Workplace } from './workplace.js';

const expected = { number: 'accepted', rejected: 'rejected', failed: 'failed' } as const;

/** Every promise of batch sending that was broken; none when all is well. */
export async function brokenBatchPromises(
  emulator: Emulator,
  { inputs, sessionFaults }: Schedule,
  outcome: Outcome,
  place: Workplace,
): Promise<string[]> {
  const { results } = outcome;
  const { journal, runId } = place;
  // KSeF refuses a whole package when a part is not what was declared, and says so for good.
  const mayBeRefused = sessionFaults.some(({ kind }) => kind === 'partDamaged');
  const isRefused = (told: Told | undefined) =>
    mayBeRefused && told?.errorCode === 'BATCH_REFUSED' && told.ksefStatus?.code === 405;
  const broken = inputs.flatMap(({ name, end }, index) => {
    const told: Told | undefined = results[index];
    if (end !== 'failed' && isRefused(told)) return [];
    const status = expected[end as keyof typeof expected];
    const isRight = told?.status === status && (told.ksefNumber !== undefined) === (end === 'number');
    return isRight ? [] : [`input ${name} should be ${status}: ${JSON.stringify(told)}`];
  });
  broken.push(...(await brokenCommonPromises(emulator, outcome, place)));

  const judged = emulator.control.events('invoice-processed');
  const wanted = inputs.filter(({ end }, index) => end !== 'failed' && !isRefused(results[index])).length;
  if (judged.length !== wanted) broken.push(`${judged.length} invoices were judged of ${wanted}`);

  const open = new Set<unknown>();
  const run = await journal.open(runId);
  try {
    for await (const { type, batch } of run.entries()) {
      if (type === 'batch-built') open.add(batch);
      if (type === 'batch-ended' || type === 'batch-dropped') open.delete(batch);
    }
  } finally {
    await run.close();
  }
  if (open.size > 0) broken.push(`the journal has unfinished packages: ${[...open].join(', ')}`);
  return broken;
}
