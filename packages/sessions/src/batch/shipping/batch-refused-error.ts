import { type KsefStatus, KsefStatusError } from '@ksef/core';

/** An input of a package, by its position in the source. */
export interface AffectedInput {
  readonly index: number;
  readonly name: string | undefined;
}

const advice: Readonly<Record<number, string>> = {
  405: 'parts of the package did not arrive as they were declared',
  415: "KSeF could not decrypt the session's key",
  420: 'it holds more invoices than KSeF allows this context',
  430: 'KSeF could not unpack the archive, or it is not the one declared',
  435: 'KSeF could not decrypt the parts',
  440: 'the session was cancelled: time was up, or nothing was sent',
  500: 'KSeF failed',
};

/** KSeF rejected a package as a whole: it accepted none of these inputs, and each may be sent again. */
export class BatchRefusedError extends KsefStatusError {
  static override readonly kind: string = 'BatchRefusedError';

  /** The inputs that were in the package, in order. */
  readonly inputs: readonly AffectedInput[];

  constructor(status: KsefStatus, referenceNumber: string, inputs: readonly AffectedInput[]) {
    const why = advice[status.code] ?? 'see the status';
    const first = inputs[0];
    const last = inputs.at(-1);
    super(
      `KSeF refused the package of session ${referenceNumber}: ${status.code} ${status.description} (${why}). None of its ${inputs.length} invoices was taken: inputs ${first?.index} to ${last?.index}.`,
      { code: 'BATCH_REFUSED', status, referenceNumber },
    );
    this.inputs = inputs;
  }
}
