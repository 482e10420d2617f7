// How each process of the fleet connects: half of them with ioredis, half with redis.
import { redisLimiter } from '@ksef/redis/limiter';
import { redisTokens } from '@ksef/redis/tokens';
import { Redis } from 'ioredis';
import { createClient } from 'redis';

export const clients = {
  async ioredis(url) {
    const client = new Redis(url, { retryStrategy: () => 50 });
    client.on('error', () => {});
    return { client, close: async () => client.disconnect() };
  },
  async redis(url) {
    const client = createClient({ url, socket: { reconnectStrategy: 50 } });
    client.on('error', () => {});
    await client.connect();
    return { client, close: async () => client.destroy() };
  },
};

export async function connect(url, { lockTtlMs, name = process.pid % 2 ? 'ioredis' : 'redis', ...more }) {
  const { client, close } = await clients[name](url);
  return { ...redisTokens(client, { lockTtlMs, timeoutMs: 3_000, ...more }), client, close };
}

/** A limiter by a clock whose time stands still while Redis is asked. */
export function connectLimiter(url, clock) {
  const redis = new Redis(url);
  const send = ([name, ...args]) => clock.track(redis.call(name, args));
  return redisLimiter(send, { clock, timeOf: 'clock', processes: 3 });
}
