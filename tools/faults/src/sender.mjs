// A process that sends, to be killed: node sender.mjs CONFIG. Sends its results, or its error, to the parent.
import { readFile } from 'node:fs/promises';
import { createKsef } from '@ksef/client';
import { postgresJournal } from '@ksef/postgres/journal';
import { fileJournal } from '@ksef/sessions';
import pg from 'pg';
import { leapingClock } from './leaping-clock.mjs';
import { sendPlanned } from './send-planned.mjs';

const { environment, token, context, timeoutMs, folder, postgres, inputs, options, way, both, parts } =
  JSON.parse(await readFile(process.argv[2], 'utf8'));
const ksef = createKsef({
  environment,
  credentials: { ksefToken: token },
  clock: leapingClock(),
  timeoutMs,
  onEvent: (event) => {
    if (event.type === 'request' || event.type === 'failure') process.send(event);
  },
}).inContext(context);

const pool = postgres && new pg.Pool({ connectionString: postgres.url });
const journal = pool ? postgresJournal(pool, { lockTtlMs: postgres.lockTtlMs }) : fileJournal(folder);

try {
  const results = [];
  const withJournal = { ...options, journal };
  for await (const result of sendPlanned(ksef, inputs, withJournal, { way, both, context, parts })) {
    const { error, invoice, ...rest } = result;
    results.push({
      ...rest,
      ...(error && { errorCode: error.code ?? error.name, errorMessage: error.message }),
    });
  }
  process.send({ type: 'results', results });
} catch (error) {
  process.send({ type: 'error', code: error.code, message: String(error) });
}
await pool?.end();
process.disconnect();
