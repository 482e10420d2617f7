import { invalidOption, KsefError, onAbort } from '@ksef/core';
import type {
  IoredisLike,
  NodeRedisLike,
  RedisClient,
  RedisCommands,
  RedisReply,
  SendCommand,
} from './redis-client.js';

/** Options of {@link redisCommands}. */
export interface CommandOptions {
  /** The longest wait for one command, in milliseconds. Default 2 000. */
  readonly timeoutMs?: number | undefined;
}

/**
 * One way to send commands, whichever client is used. A command that is cut short by time or signal may still be
 * carried out: clients keep commands while they reconnect.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 * @example
 * ```ts
 * import { redisCommands, type RedisClient } from '@ksef/redis-commands';
 *
 * declare const client: RedisClient; // new Redis() of ioredis, or await createClient().connect() of redis
 * const answer = await redisCommands(client).send(['PING']);
 * ```
 */
export function redisCommands(client: RedisClient, options: CommandOptions = {}): RedisCommands {
  const sendCommand = senderOf(client);
  const timeoutMs = options.timeoutMs ?? 2_000;
  if (!(timeoutMs > 0)) throw invalidOption('timeoutMs', 'a number above 0');
  return {
    async send(args, { signal } = {}) {
      signal?.throwIfAborted();
      const name = args[0] ?? '';
      return within(
        timeoutMs,
        signal,
        sendCommand(args).then(
          (reply) => reply as RedisReply,
          (error: unknown) => {
            if (isMissingScript(error)) throw error;
            throw new KsefError(`Redis did not carry out ${name}: ${nameOf(error)}.`, {
              code: 'REDIS_FAILED',
              cause: error,
            });
          },
        ),
        () =>
          new KsefError(`Redis did not answer ${name} within ${timeoutMs} ms.`, { code: 'REDIS_TIMEOUT' }),
      );
    },
  };
}

/** Whether Redis does not know a script by its hash. */
export function isMissingScript(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('NOSCRIPT');
}

function senderOf(client: RedisClient): SendCommand {
  if (typeof client === 'function') return async (args) => client(args);
  const { call, sendCommand } = (client ?? {}) as Partial<IoredisLike & NodeRedisLike>;
  // ioredis has a sendCommand too, of another kind.
  if (typeof call === 'function') return async ([name = '', ...rest]) => call.call(client, name, rest);
  if (typeof sendCommand === 'function') return async (args) => sendCommand.call(client, [...args]);
  throw invalidOption('client', 'a client of ioredis or redis, or a function that sends a command');
}

function within<T>(
  ms: number,
  signal: AbortSignal | undefined,
  work: Promise<T>,
  late: () => Error,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => end(() => reject(late())), ms);
    const off = onAbort(signal, () => end(() => reject(signal?.reason)));
    work.then(
      (value) => end(() => resolve(value)),
      (error: unknown) => end(() => reject(error)),
    );
    function end(settle: () => void): void {
      clearTimeout(timer);
      off();
      settle();
    }
  });
}

/** Messages of clients can hold what was sent: only the kind is shown, the rest is the cause. */
function nameOf(error: unknown): string {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  return String(code ?? name ?? 'unknown error');
}
