import type { KsefJobs, RenewalJob, SendJob, SyncJob } from '@ksef/jobs';

/** A job as the queue keeps it. */
export type FleetJob =
  | { readonly kind: 'send'; readonly data: SendJob; readonly isUrgent?: boolean | undefined }
  | { readonly kind: 'sync'; readonly data: SyncJob }
  | { readonly kind: 'renew'; readonly data: RenewalJob };

/** How many jobs there are in each state. */
export interface QueueCounts {
  readonly open: number;
  readonly dead: number;
}

/** A job queue: BullMQ or pg-boss. */
export interface Engine {
  /** Adds jobs. The same one added twice is done twice, which changes nothing. */
  add(jobs: readonly FleetJob[]): Promise<void>;
  /** Begins to work. */
  start(jobs: KsefJobs): Promise<void>;
  counts(): Promise<QueueCounts>;
  /** Takes no more jobs, gives those at work `graceMs` to end, and lets others have the rest. */
  close(graceMs?: number): Promise<void>;
}

/** Which jobs go first: 1 is the most urgent. Somebody waits for an urgent invoice; certificates have weeks. */
export function priorityOf(job: FleetJob): number {
  if (job.kind === 'send') return job.isUrgent ? 1 : 2;
  return job.kind === 'sync' ? 3 : 4;
}

/** Does a job. */
export async function work(jobs: KsefJobs, job: FleetJob, signal: AbortSignal): Promise<unknown> {
  switch (job.kind) {
    case 'send':
      return jobs.send(job.data, { signal });
    case 'sync':
      return jobs.sync(job.data, { signal });
    case 'renew':
      return jobs.renew(job.data, { signal });
  }
}
