// One process of the simulated fleet. Its parent says what time it is; it says when it has something to do.
import { virtualClock } from '@ksef-tools/testing/virtual-clock';
import { demand } from './demand.mjs';

const { connectModule, url, startMs, ...settings } = JSON.parse(process.argv[2]);
const clock = virtualClock(startMs);
const { connectLimiter } = await import(connectModule);
const limiter = await connectLimiter(url, clock);
const passed = demand({ clock, limiter, ...settings });

process.on('message', async ({ id, name, input }) => {
  if (name === 'passed') return process.send({ id, result: passed });
  clock.leapTo(input);
  await clock.idle();
  process.send({ id, result: clock.nextAt() ?? null });
});
process.on('disconnect', () => process.exit());
process.send({ ready: true });
