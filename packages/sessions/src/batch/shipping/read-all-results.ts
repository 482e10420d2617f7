import { UnknownOutcomeError } from '@ksef/core';
import { growingWaits } from '@ksef/core/internal';
import type { InputResult } from '../../invoice/index.js';
import type { BatchEnvironment } from './batch-environment.js';
import type { PackagedInvoice } from './batch-progress.js';
import { BatchRefusedError } from './batch-refused-error.js';
import type { EndedSession } from './batch-work.js';
import { type ReadResultsOptions, readResults } from './read-results.js';
import { pause } from './retry-when-limited.js';

const mostReadings = 4;
// The package was valid, but none of its invoices.
const noneIsRight = 445;

/** The result of every invoice of a session that has ended. Retries while KSeF has not reported all of them. */
export async function readAllResults(
  env: BatchEnvironment,
  session: EndedSession,
  members: readonly PackagedInvoice[],
  { onUpo }: ReadResultsOptions,
): Promise<Map<number, InputResult>> {
  const { state, referenceNumber } = session;
  const waits = growingWaits(1_000, 10_000);
  const options = { onUpo: pageByPage(onUpo) };
  for (let readings = 1; ; readings++) {
    const results = await readResults(env, session, members, options);
    const missing = members.filter(({ index }) => !results.has(index));
    if (missing.length > 0 && hasResultsByInvoice(state) && readings < mostReadings) {
      await pause(env, 'the results of all invoices', waits.next().value);
      continue;
    }
    if (missing.length === 0) return results;
    const failed: InputResult = {
      status: 'failed',
      ksefStatus: state.status,
      sessionReferenceNumber: referenceNumber,
      error: withoutResult(session, missing),
    };
    for (const { index } of missing) results.set(index, failed);
    return results;
  }
}

/** Whether each invoice of the session has its own result, or gets it later (ksef-api#786). */
function hasResultsByInvoice({ status }: EndedSession['state']): boolean {
  return status.code < 400 || status.code === noneIsRight;
}

function withoutResult({ state, referenceNumber }: EndedSession, missing: readonly PackagedInvoice[]): Error {
  const { code, description } = state.status;
  if (code >= 400) {
    const inputs = missing.map(({ index, name }) => ({ index, name }));
    return new BatchRefusedError(state.status, referenceNumber, inputs);
  }
  return new UnknownOutcomeError(
    `KSeF says of session ${referenceNumber} ${code} ${description}, and does not tell what became of ${missing.length} of its invoices. Ask later, do not send them again.`,
    { operation: 'GET /sessions/{referenceNumber}/invoices' },
  );
}

/** Passes on each page of a receipt once, however often it is read. */
function pageByPage(onUpo: ReadResultsOptions['onUpo']): ReadResultsOptions['onUpo'] {
  const handedOver = new Set<number | undefined>();
  return async (upo) => {
    const number = upo.document.page?.number;
    if (handedOver.has(number)) return;
    await onUpo?.(upo);
    handedOver.add(number);
  };
}
