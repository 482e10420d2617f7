import { failureOf } from '@ksef/jobs';
import PgBoss from 'pg-boss';
import { type Engine, type FleetJob, priorityOf, retriesOf, work } from './engine.js';
import type { FleetSettings } from './settings.js';

const name = 'ksef';
const dead = 'ksef-dead';

/** Jobs in PostgreSQL. Those that failed for good are in a queue of their own: the dead letters. */
export async function pgBossEngine(settings: FleetSettings): Promise<Engine> {
  const { databaseUrl, concurrency, silenceSeconds } = settings;
  const boss = new PgBoss({
    connectionString: databaseUrl,
    max: Math.max(4, Math.ceil(concurrency / 2)),
    maintenanceIntervalSeconds: Math.max(1, Math.ceil(silenceSeconds / 4)),
    schedule: false,
  });
  boss.on('error', (error) => console.error(`pg-boss: ${error.message}`));
  await boss.start();
  const options = { retryLimit: 100, retryDelay: 1, retryBackoff: false, expireInSeconds: silenceSeconds };
  await boss.createQueue(dead, { name: dead });
  await boss.createQueue(name, { name, deadLetter: dead, ...options });
  const stopping = new AbortController();

  /** pg-boss gives a job to another process when its time is over, and this one has to stop. */
  async function handle(handlers: Parameters<Engine['start']>[0], job: PgBoss.Job<FleetJob>): Promise<void> {
    const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(silenceSeconds * 900)]);
    try {
      await work(handlers, job.data, signal);
    } catch (error) {
      const { isFinal, code } = failureOf(error);
      if (!isFinal) throw error;
      // Under the same id: after a crash in between it is there once.
      await boss.send(dead, { ...job.data, code }, { id: job.id });
    }
  }

  return {
    async add(jobs) {
      // Among pg-boss's priorities the greatest goes first.
      await boss.insert(
        jobs.map((job) => {
          const { count: retryLimit = options.retryLimit, pauseSeconds: retryDelay = options.retryDelay } =
            retriesOf(job, settings) ?? {};
          const priority = -priorityOf(job);
          return { name, data: job, priority, deadLetter: dead, ...options, retryLimit, retryDelay };
        }),
      );
    },
    async start(handlers) {
      for (let index = 0; index < concurrency; index++) {
        await boss.work<FleetJob>(
          name,
          { batchSize: 1, pollingIntervalSeconds: 0.5, priority: true },
          async ([job]) => (job === undefined ? undefined : handle(handlers, job)),
        );
      }
    },
    async counts() {
      const [open, lost] = await Promise.all([
        boss.getQueueSize(name, { before: 'completed' }),
        boss.getQueueSize(dead, { before: 'completed' }),
      ]);
      return { open, dead: lost };
    },
    async close(graceMs = 10_000) {
      const timer = setTimeout(() => stopping.abort(), graceMs);
      await boss.stop({ graceful: true, wait: true, timeout: graceMs + 5_000 });
      clearTimeout(timer);
    },
  };
}
