import { filePartStore, sendBatch } from '@ksef/sessions/batch';

/** Sends the inputs online or by batches; each gives one result. */
export function sendPlanned(ksef, inputs, options, { way, context, parts }) {
  if (way !== 'batch') return ksef.sendInvoices(inputs, options);
  const { concurrency, waitTimeoutMs, runId, journal, maxInvoicesPerSession } = options;
  return sendBatch(ksef.api, inputs, {
    encryptor: ksef.encryption,
    context,
    concurrency,
    waitTimeoutMs,
    runId,
    journal,
    sealingKey: new Uint8Array(32).fill(7),
    partStore: typeof parts === 'string' ? filePartStore(parts) : parts,
    limits: { maxInvoices: maxInvoicesPerSession, maxPartBytes: 1_000 },
  });
}
