import { join } from 'node:path';
import { createKsef, fileJournal, type Ksef, type KsefEvent, type RateLimiter } from '@ksef/client';
import { nipOfContext } from '@ksef/core';
import { type KsefJobs, type KsefJobsOptions, ksefJobs } from '@ksef/jobs';
import { openOutbox } from '@ksef/offline';
import { createCheckpointsTable, postgresCheckpoints } from '@ksef/postgres/checkpoints';
import { createJournalTables, postgresJournal } from '@ksef/postgres/journal';
import { createLimiterTables, postgresLimiter } from '@ksef/postgres/limiter';
import { createLockTable, postgresLock } from '@ksef/postgres/lock';
import { createTokensTable, postgresTokens } from '@ksef/postgres/tokens';
import { redisCheckpoints } from '@ksef/redis/checkpoints';
import { redisLimiter } from '@ksef/redis/limiter';
import { redisLock } from '@ksef/redis/lock';
import { redisTokens } from '@ksef/redis/tokens';
import { Redis } from 'ioredis';
import { Pool } from 'pg';
import { type Books, postgresBooks, redisBooks } from './books.js';
import { loginSigner, renewer } from './certificates.js';
import { type IssueOffline, offlineIssuer } from './offline.js';
import type { FleetSettings } from './settings.js';

/** One process's share of the fleet. */
export interface Fleet {
  readonly ksef: Ksef;
  readonly jobs: KsefJobs;
  /** Your own data: invoices to send, their results, invoices received. */
  readonly books: Books;
  readonly issueOffline: IssueOffline;
  close(): Promise<void>;
}

// Where machines are crowded, what is slow is not dead.
const timeoutMs = 20_000;

/** A client whose tokens and limits all processes share, and the jobs that it does. What is shared is where the queue is. */
export async function openFleet(
  settings: FleetSettings,
  onEvent?: (event: KsefEvent) => void,
): Promise<Fleet> {
  const stored = settings.engine === 'bullmq' ? inRedis(settings) : await inPostgres(settings);
  const { tokens, rateLimiter, books, close, ...jobStores } = stored;
  const ksef = createKsef({
    environment: settings.environment,
    credentials: { signer: loginSigner(settings) },
    tokenStore: tokens.store,
    tokenLock: tokens.lock,
    rateLimiter,
    onEvent,
  });
  const jobs = ksefJobs({
    ksef,
    ...jobStores,
    loadInvoice: (id) => books.loadInvoice(id),
    saveResult: (id, { status, ksefNumber }) => books.saveResult(id, { status, ksefNumber }),
    saveInvoice: ({ ksefNumber, content }, context) =>
      books.saveInvoice(`${nipOfContext(context)}/${ksefNumber}`, content),
    renewCertificate: renewer(settings, ksef),
    openOutbox,
    saveDelivery: ({ name = '', delivery: status, ksefNumber }) =>
      books.saveResult(name, { status, ksefNumber }),
  });
  return {
    ksef,
    jobs,
    books,
    issueOffline: offlineIssuer(settings, { books, journal: stored.journal }),
    close,
  };
}

type Stores = Pick<KsefJobsOptions, 'journal' | 'checkpointStore' | 'lock'> & {
  readonly tokens: Pick<ReturnType<typeof redisTokens>, 'store' | 'lock'>;
  readonly rateLimiter: RateLimiter;
  readonly books: Books;
  close(): Promise<void>;
};

function inRedis({ redisUrl, folder, processCount: processes }: FleetSettings): Stores {
  const redis = new Redis(redisUrl);
  redis.on('error', (error) => console.error(`Redis: ${error.message}`));
  return {
    rateLimiter: redisLimiter(redis, { address: 'fleet', processes, timeoutMs }),
    tokens: redisTokens(redis, { timeoutMs }),
    checkpointStore: redisCheckpoints(redis, { timeoutMs }),
    lock: redisLock(redis, { prefix: 'fleet:lock:', timeoutMs }),
    // Redis may lose its last second in a crash; what was sent must not be forgotten.
    journal: fileJournal(join(folder, 'journal')),
    books: redisBooks(redis),
    close: async () => redis.disconnect(),
  };
}

async function inPostgres({
  databaseUrl,
  concurrency,
  processCount: processes,
}: FleetSettings): Promise<Stores> {
  const pool = new Pool({ connectionString: databaseUrl, max: concurrency, query_timeout: timeoutMs });
  pool.on('error', (error) => console.error(`PostgreSQL: ${error.message}`));
  await createTokensTable(pool);
  await createLimiterTables(pool);
  await createJournalTables(pool);
  await createLockTable(pool);
  await createCheckpointsTable(pool);
  return {
    tokens: postgresTokens(pool, { timeoutMs }),
    rateLimiter: postgresLimiter(pool, { address: 'fleet', processes, timeoutMs }),
    checkpointStore: postgresCheckpoints(pool, { timeoutMs }),
    lock: postgresLock(pool, { timeoutMs }),
    journal: postgresJournal(pool, { timeoutMs, lockTtlMs: 10_000 }),
    books: await postgresBooks(pool),
    close: () => pool.end(),
  };
}
