// A process that receives, to be killed: node receiver.mjs CONFIG. Each number it stores is a line of a file.
import { appendFileSync, readFileSync } from 'node:fs';
import { createKsef } from '@ksef/client';
import { leapingClock } from './leaping-clock.mjs';
import { syncAll } from './sync-all.mjs';

const { environment, token, timeoutMs, stored, what } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const ksef = createKsef({
  environment,
  credentials: { ksefToken: token },
  clock: leapingClock(),
  timeoutMs,
  rateLimiter: false,
  onEvent: ({ type }) => {
    if (type === 'request') process.send({ type });
  },
}).inContext(what.context);
try {
  await syncAll(ksef, what, (number) => appendFileSync(stored, `${number}\n`));
  process.send({ type: 'done' });
} catch (error) {
  process.send({ type: 'error', code: error.code ?? error.name, message: String(error) });
}
process.disconnect();
