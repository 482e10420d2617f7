/** What Redis answers to the commands that are sent here. */
export type RedisReply = string | number | null | readonly RedisReply[];

/** The part of a client of `ioredis` that is used; its `Cluster` has it too. */
export interface IoredisLike {
  call(command: string, args: string[]): Promise<unknown>;
}

/** The part of a client of `redis` that is used. */
export interface NodeRedisLike {
  sendCommand(args: string[]): Promise<unknown>;
}

/** Any other client: a function that sends one command, the name first. */
export type SendCommand = (args: readonly string[]) => Promise<unknown>;

/** A connected Redis client: one of `ioredis`, one of `redis`, or a function that sends a command. */
export type RedisClient = IoredisLike | NodeRedisLike | SendCommand;

/** Sends commands, none of them for longer than the time allowed. */
export interface RedisCommands {
  /** @throws KsefError `REDIS_FAILED`, `REDIS_TIMEOUT` */
  send(args: readonly string[], options?: { readonly signal?: AbortSignal | undefined }): Promise<RedisReply>;
}
