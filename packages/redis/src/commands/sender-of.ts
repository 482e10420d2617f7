import { invalidOption } from '@ksef/core/internal';
import type {
  IoredisLike,
  NodeRedisClusterLike,
  NodeRedisLike,
  NodeRedisSentinelLike,
  RedisClient,
  SendCommand,
} from './redis-client.js';

/** How a client sends a command. @throws InvalidInputError `INVALID_OPTION` */
export function senderOf(client: RedisClient): SendCommand {
  if (typeof client === 'function') return async (args) => client(args);
  const { call, sendCommand } = (client ?? {}) as Partial<IoredisLike & NodeRedisLike>;
  // ioredis has a different sendCommand.
  if (typeof call === 'function') return async ([name = '', ...rest]) => call.call(client, name, rest);
  if (typeof sendCommand !== 'function') {
    throw invalidOption('client', 'a client of ioredis or redis, or a function that sends a command');
  }
  // Both send commands with a method of the same name, but with different parameters.
  if (isCluster(client)) return async (args) => client.sendCommand(firstKey(args), false, [...args]);
  if (isSentinel(client)) return async (args) => client.sendCommand(false, [...args]);
  return async (args) => sendCommand.call(client, [...args]);
}

function isCluster(client: object): client is NodeRedisClusterLike {
  return 'slots' in client && 'masters' in client;
}

function isSentinel(client: object): client is NodeRedisSentinelLike {
  return typeof (client as Partial<NodeRedisSentinelLike>).acquire === 'function';
}

/** Scripts name their keys after the number of them; in other commands the key comes first. */
function firstKey([name = '', first, second, third]: readonly string[]): string | undefined {
  if (!/^EVAL(SHA)?$/i.test(name)) return first;
  return second === '0' ? undefined : third;
}
