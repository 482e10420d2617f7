import { type ContextIdentifier, contextKey, InvalidInputError, KsefError } from '@ksef/core';
import { checkOptions } from '@ksef/core/internal';
import type { InvoiceInput, InvoiceResult } from '@ksef/sessions';
import { type DeliveryOutcome, deliver } from './deliver.js';
import { checkJob, type DeliveryJob, type RenewalJob, type SendJob, type SyncJob } from './job-data.js';
import { failureOf } from './job-failure.js';
import { type KsefJobsOptions, ksefJobsChecks } from './ksef-jobs-options.js';

/** Options of running a job. */
export interface JobCall {
  /** Aborts the job, e.g. when the process shuts down. It can be run again. */
  readonly signal?: AbortSignal | undefined;
}

/** The result of sending. */
export interface SendOutcome {
  /** The number of invoices per result, including those of earlier attempts. */
  readonly counts: Readonly<Record<InvoiceResult['status'], number>>;
}

/** The result of receiving. */
export interface SyncOutcome {
  readonly invoiceCount: number;
}

/** Handlers of jobs. Each may run again at any time, in any process. */
export interface KsefJobs {
  /**
   * Sends the invoices of a job, and stores the results. When it runs again, it sends only what KSeF does not have.
   *
   * @throws InvalidInputError `INVALID_JOB`
   * @throws KsefError `SENDS_FAILED` when the fate of some is open; `JOURNAL_IN_USE` while another process works on the job;
   * and what the client throws: {@link failureOf} says what to do
   */
  send(job: SendJob, call?: JobCall): Promise<SendOutcome>;
  /**
   * Sends what was issued offline: what waits in an outbox. Repeat it until it resolves, at least every few minutes,
   * because these invoices have a deadline. When it runs again, it sends only what KSeF does not have.
   *
   * @throws InvalidInputError `INVALID_JOB`
   * @throws KsefError `INVOICES_WAIT` when KSeF could not be reached for some; `JOURNAL_IN_USE` while another process has
   * the outbox open, to issue or to send
   */
  deliver(job: DeliveryJob, call?: JobCall): Promise<DeliveryOutcome>;
  /** Receives new invoices. A second process waits for the first. @throws InvalidInputError `INVALID_JOB` */
  sync(job: SyncJob, call?: JobCall): Promise<SyncOutcome>;
  /** Renews a certificate. A second process waits for the first. @throws InvalidInputError `INVALID_JOB` */
  renew(job: RenewalJob, call?: JobCall): Promise<void>;
}

/**
 * Handlers for a job queue of your choice: sending, delivering what was issued offline,
 * receiving and renewing certificates, for any number of companies.
 *
 * A queue delivers a job at least once: after a crash, or when a slow worker is considered dead, it is delivered again,
 * perhaps while the first still runs. Nothing is lost or done twice because of that.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 * @example
 * ```ts
 * import { createKsef, fileCheckpoints, fileJournal } from '@ksef/client';
 * import { ksefJobs } from '@ksef/jobs';
 * import { redisLock } from '@ksef/redis/lock';
 * import { Redis } from 'ioredis';
 *
 * declare const table: Map<string, Uint8Array>; // your database
 * const redis = new Redis(process.env.REDIS_URL ?? '');
 * const ksef = createKsef({ environment: 'test', credentials: { ksefToken: process.env.KSEF_TOKEN ?? '' } });
 * const jobs = ksefJobs({
 *   ksef,
 *   journal: fileJournal('journal'),
 *   checkpointStore: fileCheckpoints('checkpoints'),
 *   lock: redisLock(redis),
 *   loadInvoice: async (id) => table.get(id) ?? '',
 *   saveResult: async (id, { status, ksefNumber }) => console.log(id, status, ksefNumber),
 *   saveInvoice: async ({ ksefNumber, content }) => void table.set(ksefNumber, content),
 * });
 * await jobs.send({ context: '5265877635', runId: 'order-1', invoiceIds: ['1', '2'] });
 * ```
 */
export function ksefJobs(options: KsefJobsOptions): KsefJobs {
  checkOptions<KsefJobsOptions>(options, ksefJobsChecks);
  const { ksef, journal, checkpointStore, lock } = options;

  return {
    async send(job, { signal } = {}) {
      const context = checkJob<SendJob>(job, { runId: 'text', invoiceIds: 'texts' });
      const { runId, invoiceIds } = job;
      const counts = { accepted: 0, duplicate: 0, rejected: 0, failed: 0 };
      let open: Error | undefined;
      const source = invoicesOf(job, options);
      for await (const result of ksef.inContext(context).sendInvoices(source, { journal, runId, signal })) {
        counts[result.status]++;
        // An invoice that may still be sent has no result yet.
        if (result.status === 'failed' && !failureOf(result.error).isFinal) open ??= result.error;
        else await options.saveResult(invoiceIds[result.index] ?? '', result, job);
      }
      signal?.throwIfAborted();
      if (open !== undefined) throw sendsFailed(runId, open);
      return { counts };
    },

    async deliver(job, { signal } = {}) {
      const context = checkJob<DeliveryJob>(job, { runId: 'text' });
      return deliver(options, job, context, signal);
    },

    async sync(job, { signal } = {}) {
      const context = checkJob<SyncJob>(job, { from: 'text', subjectTypes: 'texts' });
      return alone('sync', context, signal, async (held) => {
        let invoiceCount = 0;
        const { subjectTypes, from } = job;
        const received = ksef.inContext(context).sync({ subjectTypes, from, checkpointStore, signal: held });
        for await (const invoice of received) {
          await options.saveInvoice(invoice, context);
          invoiceCount++;
        }
        return { invoiceCount };
      });
    },

    async renew(job, { signal } = {}) {
      const context = checkJob<RenewalJob>(job, {});
      const { renewCertificate } = options;
      if (renewCertificate === undefined)
        throw new InvalidInputError('Jobs that renew certificates need the option renewCertificate.', {
          code: 'INVALID_JOB',
          input: 'renewCertificate',
        });
      await alone('renew', context, signal, (held) => renewCertificate(context, { signal: held }));
    },
  };

  /** Work that only one process at a time may do for a context. It ends when the lock is lost. */
  function alone<T>(
    what: string,
    context: ContextIdentifier,
    signal: AbortSignal | undefined,
    work: (held: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const run = (lost: AbortSignal) => work(signal === undefined ? lost : AbortSignal.any([signal, lost]));
    return lock.withLock(`jobs/${what}/${contextKey(context)}`, run, { signal });
  }
}

async function* invoicesOf(job: SendJob, { loadInvoice }: KsefJobsOptions): AsyncGenerator<InvoiceInput> {
  for (const id of job.invoiceIds) {
    const invoice = await loadInvoice(id, job);
    const isInput = typeof invoice === 'object' && 'content' in invoice;
    yield isInput ? { name: id, ...invoice } : { name: id, content: invoice };
  }
}

function sendsFailed(runId: string, cause: Error): KsefError {
  return new KsefError(
    `Some invoices of ${runId} are not sent yet, or their fate is unknown. Run the job again: it looks them up before it sends.`,
    { code: 'SENDS_FAILED', cause },
  );
}
