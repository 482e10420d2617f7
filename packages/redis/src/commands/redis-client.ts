/** Answers of Redis to the commands used here. */
export type RedisReply = string | number | null | readonly RedisReply[];

/** The part of an `ioredis` client that is used. Its `Cluster` also has it. */
export interface IoredisLike {
  call(command: string, args: string[]): Promise<unknown>;
}

/** The part of a client of `redis` that is used: of `createClient` or `createClientPool`. */
export interface NodeRedisLike {
  sendCommand(args: string[]): Promise<unknown>;
}

/** The part of a `createCluster` of `redis` that is used: a command goes to the node of its first key. */
export interface NodeRedisClusterLike {
  readonly slots: unknown;
  sendCommand(
    firstKey: string | undefined,
    isReadonly: boolean | undefined,
    args: string[],
  ): Promise<unknown>;
}

/** The part of a `createSentinel` of `redis` that is used. */
export interface NodeRedisSentinelLike {
  acquire(): unknown;
  sendCommand(isReadonly: boolean | undefined, args: string[]): Promise<unknown>;
}

/** Any other client: a function that sends one command, the name first. */
export type SendCommand = (args: readonly string[]) => Promise<unknown>;

/** A connected Redis client: one of `ioredis`, one of `redis`, also of a cluster or Sentinel, or a function that sends a command. */
export type RedisClient =
  | IoredisLike
  | NodeRedisLike
  | NodeRedisClusterLike
  | NodeRedisSentinelLike
  | SendCommand;

/** Sends commands with a timeout. */
export interface RedisCommands {
  /** @throws KsefError `REDIS_FAILED`, `REDIS_TIMEOUT` */
  send(args: readonly string[], options?: { readonly signal?: AbortSignal | undefined }): Promise<RedisReply>;
}
