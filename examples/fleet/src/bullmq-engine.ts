import { failureOf } from '@ksef/jobs';
import { DelayedError, type Job, Queue, UnrecoverableError, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { type Engine, type FleetJob, priorityOf, retriesOf, work } from './engine.js';
import type { FleetSettings } from './settings.js';

const name = 'ksef';

/** Jobs in Redis. Those that failed for good stay in the set of failed jobs: the dead letters. */
export function bullmqEngine(settings: FleetSettings): Engine {
  const { redisUrl, concurrency, silenceSeconds } = settings;
  const connection = new Redis(redisUrl, { maxRetriesPerRequest: null });
  connection.on('error', () => {});
  const queue = new Queue<FleetJob>(name, { connection });
  const stopping = new AbortController();
  let worker: Worker<FleetJob> | undefined;
  return {
    async add(jobs) {
      await queue.addBulk(
        jobs.map((job) => ({
          name: job.kind,
          data: job,
          opts: {
            priority: priorityOf(job),
            ...attemptsOf(job, settings),
            removeOnComplete: { count: 1_000 },
            removeOnFail: false,
          },
        })),
      );
    },
    async start(handlers) {
      worker = new Worker<FleetJob>(
        name,
        async (job, token) => {
          try {
            return await work(handlers, job.data, stopping.signal);
          } catch (error) {
            throw await answerTo(error, job, token, stopping.signal);
          }
        },
        {
          connection: connection.duplicate(),
          concurrency,
          lockDuration: silenceSeconds * 1_000,
          stalledInterval: silenceSeconds * 500,
          // A killed process is no fault of its jobs.
          maxStalledCount: 1_000,
        },
      );
      worker.on('error', (error) => console.error(`BullMQ: ${error.message}`));
      await worker.waitUntilReady();
    },
    async counts() {
      const { failed = 0, ...others } = await queue.getJobCounts(
        'active',
        'delayed',
        'failed',
        'prioritized',
        'waiting',
      );
      return { open: Object.values(others).reduce((sum, count) => sum + count, 0), dead: failed };
    },
    async close(graceMs = 10_000) {
      const timer = setTimeout(() => stopping.abort(), graceMs);
      await worker?.close();
      clearTimeout(timer);
      await queue.close();
      connection.disconnect();
    },
  };
}

function attemptsOf(job: FleetJob, settings: FleetSettings) {
  const retries = retriesOf(job, settings);
  if (retries === undefined)
    return { attempts: 20, backoff: { type: 'exponential', delay: 1_000, jitter: 0.5 } };
  const { count, pauseSeconds } = retries;
  return { attempts: count, backoff: { type: 'fixed', delay: pauseSeconds * 1_000, jitter: 0.5 } };
}

/** The error that tells BullMQ what to do. */
async function answerTo(
  error: unknown,
  job: Job<FleetJob>,
  token: string | undefined,
  stopping: AbortSignal,
): Promise<unknown> {
  const { isFinal, code, waitMs } = failureOf(error);
  if (isFinal) return new UnrecoverableError(code);
  const pauseMs = stopping.aborted ? 0 : waitMs;
  if (pauseMs === undefined) return error;
  // Waiting for KSeF's limits, or for another process, is no failed attempt.
  await job.moveToDelayed(Date.now() + pauseMs, token);
  return new DelayedError();
}
