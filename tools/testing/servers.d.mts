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
/** A Redis that keeps nothing on disk. */
export function startRedis(): Promise<TestServer>;
/** A PostgreSQL with one user, `postgres`, that needs no password. */
export function startPostgres(): Promise<TestServer>;
