import { send } from '@ksef/sessions';
import { filePartStore, sendBatch } from '@ksef/sessions/batch';

/** Sends the inputs online, by batches, or both ways; each gives one result. */
export function sendPlanned(ksef, inputs, options, { way, context, parts, both }) {
  if (way !== 'batch' && way !== 'both') return ksef.sendInvoices(inputs, options);
  const { concurrency, waitTimeoutMs, runId, journal, maxInvoicesPerSession } = options;
  const common = { encryptor: ksef.encryption, context };
  const batch = {
    concurrency,
    waitTimeoutMs,
    runId,
    journal,
    sealingKey: new Uint8Array(32).fill(7),
    partStore: typeof parts === 'string' ? filePartStore(parts) : parts,
    limits: { maxInvoices: maxInvoicesPerSession, maxPartBytes: 1_000 },
  };
  if (both === undefined) return sendBatch(ksef.api, inputs, { ...common, ...batch });
  const { allowance, maxHeldResults, batchRunId } = both;
  return send(ksef.api, inputs, {
    ...common,
    onlineAllowance: { perMinute: allowance, perHour: allowance },
    maxOnlineWaitMs: 0,
    maxHeldResults,
    online: options,
    batch: { ...batch, runId: batchRunId },
  });
}
