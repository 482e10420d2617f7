// Sends a batch run, and kills itself without a word at the step that it is told. Runs what was built.
import { createApi, listPublicKeyCertificates } from '@ksef/api';
import { systemClock } from '@ksef/core';
import { EncryptionService } from '@ksef/crypto';
import { filePartStore, sendBatch } from '../../dist/batch.js';
import { fileJournal } from '../../dist/index.js';

const { environment, context, accessToken, folder, invoices, limits, killAt, validate } = JSON.parse(
  process.env.KSEF_TEST_RUN ?? '',
);
let steps = 0;
/** A step is a moment between two of the run's actions. */
function step() {
  if (++steps === killAt) process.kill(process.pid, 'SIGKILL');
}

const hasty = {
  now: () => Date.now(),
  sleep: (ms, signal) => systemClock.sleep(Math.min(ms, 5), signal),
};
const api = createApi({
  environment,
  context,
  clock: hasty,
  accessToken: () => accessToken,
  onEvent: (event) => {
    if (event.type === 'request' || event.type === 'response') step();
  },
});
const encryptor = new EncryptionService({
  source: { listPublicKeys: (call) => listPublicKeyCertificates(api, {}, call) },
});
const files = fileJournal(`${folder}/journal`);
const journal = {
  ...files,
  async open(...args) {
    const run = await files.open(...args);
    return {
      entries: (options) => run.entries(options),
      async append(entries) {
        step();
        await run.append(entries);
        step();
      },
      close: () => run.close(),
    };
  },
};

const results = [];
const source = invoices.map((content, index) => ({ name: `${index}.xml`, content }));
const options = {
  ...(validate && { validator: (await import('@ksef/validation')).invoiceValidator(), validate }),
  encryptor,
  journal,
  limits,
  runId: 'the run',
  sealingKey: new Uint8Array(32).fill(7),
  partStore: filePartStore(`${folder}/parts`),
};
for await (const { index, status, ksefNumber, error } of sendBatch(api, source, options)) {
  step();
  results.push({ index, status, ksefNumber, error: error?.message });
}
process.stdout.write(JSON.stringify({ results, steps }));
