// A process that sends, to be killed: node sender.mjs CONFIG. Sends its results, or its error, to the parent.
import { readFile } from 'node:fs/promises';
import { createKsef } from '@ksef/client';
import { fileJournal } from '@ksef/sessions';
import { leapingClock } from './leaping-clock.mjs';
import { sendPlanned } from './send-planned.mjs';

const { environment, token, context, timeoutMs, folder, inputs, options, way, parts } = JSON.parse(
  await readFile(process.argv[2], 'utf8'),
);
const ksef = createKsef({
  environment,
  credentials: { ksefToken: token },
  clock: leapingClock(),
  timeoutMs,
  onEvent: (event) => {
    if (event.type === 'request' || event.type === 'failure') process.send(event);
  },
}).inContext(context);

try {
  const results = [];
  const withJournal = { ...options, journal: fileJournal(folder) };
  for await (const result of sendPlanned(ksef, inputs, withJournal, { way, context, parts })) {
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
process.disconnect();
