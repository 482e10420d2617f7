/** Events of batch sending. They never contain keys, links or contents. */
export type BatchEvent =
  | {
      /** Progress of the package that is being built. */
      readonly type: 'batch-packing';
      /** Bytes of the archive before encryption. */
      readonly sizeBytes: number;
      readonly invoiceCount: number;
    }
  | {
      /** A package is ready to be sent. */
      readonly type: 'batch-built';
      readonly systemCode: string;
      readonly sizeBytes: number;
      readonly invoiceCount: number;
      readonly partCount: number;
      /** Since its first invoice arrived, in milliseconds. */
      readonly durationMs: number;
    }
  | {
      readonly type: 'part-uploaded';
      readonly sessionReferenceNumber: string;
      readonly ordinalNumber: number;
      /** The number of parts of the package. */
      readonly partCount: number;
      readonly sizeBytes: number;
      /** Duration of the upload including all attempts, in milliseconds. */
      readonly durationMs: number;
    }
  | {
      /** KSeF's status of a session, when it changes. */
      readonly type: 'batch-state';
      readonly sessionReferenceNumber: string;
      readonly code: number;
      readonly description: string;
      readonly invoiceCount: number | undefined;
      readonly successfulInvoiceCount: number | undefined;
      readonly failedInvoiceCount: number | undefined;
      /** Since the wait for KSeF's processing began, in milliseconds. */
      readonly durationMs: number;
    }
  | {
      /** A session cannot be finished. KSeF accepted nothing of it, and its package is sent in another one. */
      readonly type: 'batch-abandoned';
      readonly referenceNumber: string;
      readonly reason: string;
    };
