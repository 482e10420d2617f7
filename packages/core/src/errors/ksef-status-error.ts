import { KsefError, type KsefErrorOptions } from './ksef-error.js';

/** KSeF's status of an asynchronous operation. Codes that a newer KSeF adds are passed through. */
export interface KsefStatus {
  /** KSeF's code: below 200 the work continues, 200 is success, everything else is a failure. */
  readonly code: number;
  /** KSeF's own text (Polish). */
  readonly description: string;
  /** More of KSeF's text, e.g. which part of a file violates the schema. */
  readonly details?: readonly string[] | null | undefined;
  /** Facts for programs, e.g. `originalKsefNumber` of a duplicate. */
  readonly extensions?: Readonly<Record<string, unknown>> | null | undefined;
}

/** Options of {@link KsefStatusError}. */
export interface KsefStatusErrorOptions extends Omit<KsefErrorOptions, 'code'> {
  /** Defaults to `STATUS_FAILED`. */
  readonly code?: string;
  readonly status: KsefStatus;
  /** Reference number of the operation (login, session, export, invoice). */
  readonly referenceNumber?: string | undefined;
}

/** An asynchronous operation (login, session, invoice, export) was accepted and then failed. */
export class KsefStatusError extends KsefError {
  static override readonly kind: string = 'KsefStatusError';

  /** The last status from KSeF. */
  readonly status: KsefStatus;
  /** Reference number of the operation (login, session, export, invoice). */
  readonly referenceNumber: string | undefined;

  constructor(message: string, options: KsefStatusErrorOptions) {
    super(message, { code: options.code ?? 'STATUS_FAILED', cause: options.cause });
    this.status = options.status;
    this.referenceNumber = options.referenceNumber;
  }
}
