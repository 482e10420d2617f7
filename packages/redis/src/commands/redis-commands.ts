import { KsefError } from '@ksef/core';
import {
  checkOptions,
  errorLabel,
  expects,
  type OptionChecks,
  onAbort,
  safeCause,
} from '@ksef/core/internal';
import type { RedisClient, RedisCommands, RedisReply } from './redis-client.js';
import { senderOf } from './sender-of.js';

/** Options of {@link redisCommands}. */
export interface CommandOptions {
  /** The longest wait for one command, in milliseconds. Default 2 000. */
  readonly timeoutMs?: number | undefined;
}

/** The longest wait for one command: timers accept whole numbers below 2^31. */
export const isTimeoutMs = expects(
  'a number above 0 and below 2 147 483 648',
  (value) => typeof value === 'number' && value > 0 && value < 2 ** 31,
);

const optionChecks: OptionChecks<CommandOptions> = { timeoutMs: isTimeoutMs };

/**
 * One way to send commands, whichever client is used. A command whose wait ended by timeout or signal may still be
 * carried out: clients keep commands while they reconnect.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 * @example
 * ```ts
 * import { redisCommands, type RedisClient } from '@ksef/redis/commands';
 *
 * declare const client: RedisClient; // new Redis() of ioredis, or await createClient().connect() of redis
 * const answer = await redisCommands(client).send(['PING']);
 * ```
 */
export function redisCommands(client: RedisClient, options: CommandOptions = {}): RedisCommands {
  const sendCommand = senderOf(client);
  checkOptions<CommandOptions>(options, optionChecks);
  const { timeoutMs = 2_000 } = options;
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
            throw new KsefError(`Redis did not carry out ${name}: ${reasonOf(error)}.`, {
              code: 'REDIS_FAILED',
              cause: safeCause(error),
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

/**
 * Redis's own code, e.g. `OOM` or `READONLY`, otherwise the client's: the rest of a message can contain what was sent.
 */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  return /^[A-Z]{3,20}(?= )/.exec(message)?.[0] ?? errorLabel(error);
}
