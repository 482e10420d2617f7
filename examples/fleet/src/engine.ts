import type { DeliveryJob, KsefJobs, RenewalJob, SendJob, SyncJob } from '@ksef/jobs';
import type { FleetSettings } from './settings.js';

/** A job as the queue keeps it. */
export type FleetJob =
  | { readonly kind: 'send'; readonly data: SendJob; readonly isUrgent?: boolean | undefined }
  | { readonly kind: 'deliver'; readonly data: DeliveryJob }
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
  return { deliver: 2, sync: 3, renew: 4 }[job.kind];
}

/** How often a job is tried, if not as often as the others. Invoices issued offline wait for KSeF at least a week, and are sent soon after an outage. */
export function retriesOf(
  { kind }: FleetJob,
  { deliverySeconds }: Pick<FleetSettings, 'deliverySeconds'>,
): { readonly count: number; readonly pauseSeconds: number } | undefined {
  if (kind !== 'deliver') return undefined;
  return { count: Math.ceil((7 * 86_400) / deliverySeconds), pauseSeconds: deliverySeconds };
}

/** Does a job. */
export async function work(jobs: KsefJobs, job: FleetJob, signal: AbortSignal): Promise<unknown> {
  switch (job.kind) {
    case 'send':
      return jobs.send(job.data, { signal });
    case 'deliver':
      return jobs.deliver(job.data, { signal });
    case 'sync':
      return jobs.sync(job.data, { signal });
    case 'renew':
      return jobs.renew(job.data, { signal });
  }
}
