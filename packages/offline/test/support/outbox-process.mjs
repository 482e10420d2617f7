// Issues and sends invoices, and kills itself without a word at the step that it is told. Runs what was built.
import { createKsef, fileJournal } from '@ksef/client';
import { systemClock } from '@ksef/core';
import { makeTestToken } from '@ksef/emulator';
import { postgresJournal } from '@ksef/postgres/journal';
import { offlineLinksOf } from '@ksef/qr/invoice';
import { signerFromPem } from '@ksef/signing';
import pg from 'pg';
import { openOutbox } from '../../dist/index.js';

const { environment, seller, pem, folder, database, invoices, corrections, killAt } = JSON.parse(
  process.env.KSEF_TEST_RUN ?? '',
);
let steps = 0;
/** A step is a moment between two actions. */
function step() {
  if (++steps === killAt) process.kill(process.pid, 'SIGKILL');
}
const pool = new pg.Pool({ connectionString: database?.url });
const stored =
  database === undefined
    ? fileJournal(folder)
    : postgresJournal(pool, { table: database.table, lockTtlMs: 1_000 });
/** What a killed process held is free again after a second at most. */
async function openRun(runId, options) {
  for (;;) {
    try {
      return await stored.open(runId, options);
    } catch (error) {
      if (error.code !== 'JOURNAL_IN_USE') throw error;
      await systemClock.sleep(100);
    }
  }
}
const journal = {
  ...stored,
  async open(runId, options) {
    const run = await openRun(runId, options);
    return {
      entries: (how) => run.entries(how),
      close: () => run.close(),
      async append(entries, how) {
        step();
        await run.append(entries, how);
        step();
      },
    };
  },
};
const signer = await signerFromPem({ certificate: pem.certificate, key: pem.key });
const clock = { now: () => Date.now(), sleep: (ms, signal) => systemClock.sleep(Math.min(ms, 5), signal) };
const ksef = createKsef({
  environment,
  context: seller,
  credentials: { ksefToken: makeTestToken },
  clock,
  rateLimiter: false,
  onEvent: (event) => {
    if (event.type === 'request' || event.type === 'response') step();
  },
});
const outbox = await openOutbox({
  journal,
  runId: 'offline',
  codes: (file) => offlineLinksOf(file, { environment, signer }),
  certificate: { serialNumber: '0123456789ABCDEF', validTo: '2099-12-31T23:00:00Z' },
  clock,
  correct: ({ name }) => corrections[name] && Buffer.from(corrections[name], 'base64'),
});
for (const { name, content } of invoices)
  process.stdout.write(
    `issued ${(await outbox.issue({ name, content: Buffer.from(content, 'base64') })).name}\n`,
  );
const sender = await ksef.openSender({ journal, runId: 'online', withUpo: false });
await outbox.send(sender);
for (const { name, delivery, ksefNumber } of outbox.invoices())
  process.stdout.write(`${delivery} ${name} ${ksefNumber}\n`);
await outbox.close();
await sender.close();
await pool.end();
process.stdout.write('done\n');
