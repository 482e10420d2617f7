/**
 * Handlers of KSeF work for job queues. Each of them is safe to run again.
 *
 * @packageDocumentation
 */
export type { DeliveryOutcome } from './deliver.js';
export type { DeliveryJob, JobContext, RenewalJob, SendJob, SyncJob } from './job-data.js';
export { failureOf, type JobFailure } from './job-failure.js';
export type { DeliveredInvoice, JobOutbox, JobSender } from './job-outbox.js';
export { type JobCall, type KsefJobs, ksefJobs, type SendOutcome, type SyncOutcome } from './ksef-jobs.js';
export type { JobClient, JobLock, KsefJobsOptions } from './ksef-jobs-options.js';
