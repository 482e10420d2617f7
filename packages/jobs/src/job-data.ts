import { type ContextIdentifier, InvalidInputError, toContext } from '@ksef/core';
import { quoted } from '@ksef/core/internal';
import type { InvoiceSubjectType } from '@ksef/export';

/** The context: a NIP, or any other. Plain JSON, like all job data. */
export type JobContext = string | { readonly type: ContextIdentifier['type']; readonly value: string };

/** Sends some invoices of a context. */
export interface SendJob {
  readonly context: JobContext;
  /**
   * Your name for this sending, unique and always the same for these invoices, e.g. the id of the job: the journal
   * stores what was sent under it. 1 to 120 characters.
   */
  readonly runId: string;
  /** Your ids of the invoices; their order is part of the job. Do not put contents into a queue. */
  readonly invoiceIds: readonly string[];
}

/** Receives new invoices of a context. */
export interface SyncJob {
  readonly context: JobContext;
  readonly subjectTypes: readonly InvoiceSubjectType[];
  /** Start of the first run, ISO 8601. */
  readonly from: string;
}

/** Renews the certificate with which a context logs in, if it is due. */
export interface RenewalJob {
  readonly context: JobContext;
}

/** Sends what a context issued offline: see `openOutbox` of `@ksef/offline`. */
export interface DeliveryJob {
  readonly context: JobContext;
  /** The outbox's `runId`, 1 to 115 characters. What was sent is stored under the same name with the suffix `-sent`. */
  readonly runId: string;
}

/** @throws InvalidInputError `INVALID_JOB`, `INVALID_CONTEXT`, `INVALID_NIP` */
export function checkJob<Job extends { readonly context: JobContext }>(
  job: Job,
  fields: Readonly<Partial<Record<keyof Job, 'text' | 'texts'>>>,
): ContextIdentifier {
  for (const [field, kind] of Object.entries(fields)) {
    const value: unknown = job?.[field as keyof Job];
    const isText = (one: unknown) => typeof one === 'string' && one !== '';
    const fits =
      kind === 'text' ? isText(value) : Array.isArray(value) && value.length > 0 && value.every(isText);
    if (fits) continue;
    const wanted = kind === 'text' ? 'a text' : 'a list of texts';
    throw new InvalidInputError(`The job's ${field} must be ${wanted}, not ${quoted(value)}.`, {
      code: 'INVALID_JOB',
      input: field,
    });
  }
  return toContext(job?.context as Parameters<typeof toContext>[0]);
}
