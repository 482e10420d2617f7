// One process of the simulated fleet. Its parent says what time it is; it says when it has something to do.
import { redisLimiter } from '@ksef/redis/limiter';
import { virtualClock } from '@ksef-tools/testing/virtual-clock';
import { Redis } from 'ioredis';
import { demand } from './demand.mjs';

const { redisUrl, startMs, ...settings } = JSON.parse(process.argv[2]);
const clock = virtualClock(startMs);
const redis = new Redis(redisUrl);
const send = ([name, ...args]) => clock.track(redis.call(name, args));
const limiter = redisLimiter(send, { clock, timeOf: 'clock', processes: 3 });
const passed = demand({ clock, limiter, ...settings });

process.on('message', async ({ id, name, input }) => {
  if (name === 'passed') return process.send({ id, result: passed });
  clock.leapTo(input);
  await clock.idle();
  process.send({ id, result: clock.nextAt() ?? null });
});
process.on('disconnect', () => process.exit());
process.send({ ready: true });
