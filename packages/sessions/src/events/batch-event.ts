/** What batch sending tells about its work; never keys, links or contents. */
export type BatchEvent =
  | {
      /** So much has been packed of the package that is being built. */
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
      /** Since its first invoice came, in milliseconds. */
      readonly durationMs: number;
    }
  | {
      readonly type: 'part-uploaded';
      readonly sessionReferenceNumber: string;
      readonly ordinalNumber: number;
      /** How many parts the package has. */
      readonly partCount: number;
      readonly sizeBytes: number;
      /** Of the upload with all its attempts, in milliseconds. */
      readonly durationMs: number;
    }
  | {
      /** KSeF's state of a session, when it changes. */
      readonly type: 'batch-state';
      readonly sessionReferenceNumber: string;
      readonly code: number;
      readonly description: string;
      readonly invoiceCount: number | undefined;
      readonly successfulInvoiceCount: number | undefined;
      readonly failedInvoiceCount: number | undefined;
      /** Since the wait for KSeF's work began, in milliseconds. */
      readonly durationMs: number;
    }
  | {
      /** A session cannot be finished; nothing of it was taken, and its package goes to another. */
      readonly type: 'batch-abandoned';
      readonly referenceNumber: string;
      readonly reason: string;
    };
