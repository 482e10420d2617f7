import { fileCheckpoints, syncInvoices } from '@ksef/export';

/** Receives everything that is new; `store` is given each number. */
export async function syncAll(ksef, { from, context, spoolFolder, checkpoints }, store) {
  const received = syncInvoices(ksef.api, {
    encryptor: ksef.encryption,
    context,
    subjectTypes: ['Subject1'],
    from,
    spoolFolder,
    checkpointStore: typeof checkpoints === 'string' ? fileCheckpoints(checkpoints) : checkpoints,
    pollIntervalMs: 0,
    // By the leaping clock: some forty polls, so that a crowded machine has the time to build an export.
    waitTimeoutMs: 1_200_000,
    stallTimeoutMs: 2_000,
  });
  for await (const { ksefNumber } of received) store(ksefNumber);
}
