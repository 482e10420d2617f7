import type { Api, CallOptions } from '@ksef/api';
import type { InvoiceDocument } from '@ksef/documents';
import type { Semaphore } from '../async/index.js';
import {
  checkInput,
  contentOf,
  documents,
  type FailedResult,
  hashOf,
  type InvoiceInput,
} from '../invoice/index.js';
import type { Judge } from '../validation/index.js';
import type { InvoiceStatusPoller } from './invoice-status-poller.js';
import type { InvoiceRecord, SendingRun } from './run/index.js';
import type { SessionPool } from './session-pool.js';

/** State that all inputs of a call share. */
export interface Sending {
  readonly api: Api;
  readonly pool: SessionPool;
  readonly poller: InvoiceStatusPoller;
  /** Limits how many are being sent to KSeF concurrently. */
  readonly semaphore: Semaphore;
  readonly run: SendingRun | undefined;
  /** Decides which inputs must not be sent; undefined without validation. */
  readonly judge: Judge | undefined;
  readonly call: CallOptions;
  readonly withUpo: boolean;
  readonly checkDuplicates: boolean;
  /** KSeF numbers that inputs have received. */
  readonly ksefNumbers: Set<string>;
}

/** The parts of a result that are known even while the outcome is unknown. */
export type Known = Partial<
  Pick<FailedResult, 'invoice' | 'invoiceHash' | 'sessionReferenceNumber' | 'referenceNumber' | 'issues'>
>;

/** An input that has been read. */
export interface OpenInput {
  readonly input: InvoiceInput;
  readonly content: Uint8Array;
  readonly document: InvoiceDocument;
  readonly hash: string;
  readonly record: InvoiceRecord | undefined;
  /** The sessions that it was sent to, now or by an earlier process. */
  readonly sessions: Set<string>;
  /** Called with what is known so far. */
  learn(known: Known): void;
}

/**
 * Reads an input, and looks it up in the journal. @throws InvalidInputError `INVALID_FILE_NAME`, `INVALID_OPTION`, and
 * those of `readInvoice`
 */
export async function openInput(
  { run }: Sending,
  input: InvoiceInput,
  index: number,
  learn: (known: Known) => void,
): Promise<OpenInput> {
  checkInput(input);
  const content = contentOf(input);
  const document = (await documents()).readInvoice(content);
  const hash = hashOf(content);
  learn({ invoice: document, invoiceHash: hash });
  const record = run?.recordOf(hash, { index, name: input.name });
  const pending = record?.pending;
  const sessions = new Set(pending && [...pending.earlierSessions, pending.session]);
  return { input, content, document, hash, record, sessions, learn };
}
