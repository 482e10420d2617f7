import { type ContextIdentifier, InvalidInputError, KsefError } from '@ksef/core';
import type { DeliveryJob } from './job-data.js';
import type { DeliveredInvoice } from './job-outbox.js';
import type { KsefJobsOptions } from './ksef-jobs-options.js';

/** The result of sending what was issued offline. */
export interface DeliveryOutcome {
  /** The number of invoices in the outbox per result. */
  readonly counts: Readonly<Record<DeliveredInvoice['delivery'], number>>;
}

/** Sends what waits in an outbox. */
export async function deliver(
  { ksef, journal, openOutbox, saveDelivery }: KsefJobsOptions,
  job: DeliveryJob,
  context: ContextIdentifier,
  signal: AbortSignal | undefined,
): Promise<DeliveryOutcome> {
  if (openOutbox === undefined || saveDelivery === undefined)
    throw new InvalidInputError('Jobs that deliver need the options openOutbox and saveDelivery.', {
      code: 'INVALID_JOB',
      input: openOutbox === undefined ? 'openOutbox' : 'saveDelivery',
    });
  const { runId } = job;
  const outbox = await openOutbox({ journal, runId, signal });
  try {
    const opening = { journal, runId: `${runId}-sent`, withUpo: false, signal } as const;
    const sender = await ksef.inContext(context).openSender(opening);
    const sending = outbox.send(sender, { signal });
    const { waitingCount, reason = 'unknown' } = await sending.finally(() => sender.close({ signal }));
    const counts = { waiting: 0, accepted: 0, refused: 0, notRequired: 0 };
    for (const invoice of outbox.invoices()) {
      counts[invoice.delivery]++;
      if (invoice.delivery !== 'waiting') await saveDelivery(invoice, job);
    }
    if (waitingCount > 0) throw invoicesWait(runId, waitingCount, reason);
    return { counts };
  } finally {
    await outbox.close();
  }
}

function invoicesWait(runId: string, waitingCount: number, reason: string): KsefError {
  return new KsefError(
    `${waitingCount} invoices of the outbox ${runId} could not be sent yet. Run the job again. The reason: ${reason}`,
    { code: 'INVOICES_WAIT' },
  );
}
