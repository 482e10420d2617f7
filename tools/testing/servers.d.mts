/** A server that a test started. */
export interface TestServer {
  readonly url: string;
  readonly port: number;
  /** Starts it again after `stop`, on the same port. */
  start(): Promise<void>;
  /** Ends the server; its files stay. */
  stop(): Promise<void>;
  /** Ends the server and removes its files. */
  close(): Promise<void>;
}
/** A Redis that keeps nothing on disk: by itself, a node of a cluster, or a Sentinel of the master `main`. */
export function startRedis(options?: {
  readonly cluster?: boolean;
  /** Port of the master that it watches. */
  readonly sentinelOf?: number;
}): Promise<TestServer>;
/** A PostgreSQL with one user, `postgres`, that needs no password. */
export function startPostgres(): Promise<TestServer>;
/** An S3 that keeps objects in memory: moto, in a process of its own. It takes any key. */
export function startS3(): Promise<TestServer>;
