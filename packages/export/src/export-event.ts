/** Events of receiving; they never contain keys, links or invoices. */
export type ExportEvent =
  | {
      readonly type: 'metadata-page';
      readonly count: number;
      /** Up to this time nothing will be added; only for queries by `PermanentStorage`. */
      readonly permanentStorageHwmDate: string | undefined;
      /** How long the page took, waits for limits included, in milliseconds by the injected clock, as all durations. */
      readonly durationMs: number;
    }
  | { readonly type: 'export-started'; readonly referenceNumber: string }
  /** The response to a start was lost; another export is started. */
  | { readonly type: 'export-lost'; readonly reason: string }
  /** An export failed or took too long; another is started. */
  | {
      readonly type: 'export-abandoned';
      readonly referenceNumber: string;
      readonly reason: string;
      /** Since it was started. */
      readonly durationMs: number;
    }
  | {
      readonly type: 'export-ready';
      readonly referenceNumber: string;
      readonly invoiceCount: number;
      readonly partCount: number;
      readonly isTruncated: boolean;
      /** Since its status was first requested. */
      readonly durationMs: number;
    }
  | { readonly type: 'links-renewed'; readonly referenceNumber: string }
  | {
      readonly type: 'download-progress';
      readonly ordinalNumber: number;
      /** Encrypted bytes of this part. */
      readonly receivedBytes: number;
      readonly totalBytes: number;
    }
  | {
      readonly type: 'part-verified';
      readonly ordinalNumber: number;
      readonly sizeBytes: number;
      /** Since its download began. */
      readonly durationMs: number;
    }
  /** A whole package was delivered; the consumer's time is included. */
  | {
      readonly type: 'package-read';
      readonly referenceNumber: string;
      readonly invoiceCount: number;
      readonly durationMs: number;
    }
  | { readonly type: 'part-retry'; readonly ordinalNumber: number; readonly reason: string }
  | {
      readonly type: 'mismatch-accepted';
      readonly ordinalNumber: number;
      readonly field: 'encryptedPartHash' | 'partHash';
    }
  /**
   * An invoice of the package has a number that does not follow KSeF's rule: a wrong checksum, or another form. It is
   * delivered like the others, under the number that KSeF gives it.
   */
  | { readonly type: 'unusual-ksef-number'; readonly ksefNumber: string; readonly reason: string }
  /**
   * A file of the package that is neither an invoice nor the metadata, or an entry of the metadata whose number could do
   * harm as a file name; it is skipped.
   */
  | { readonly type: 'entry-skipped'; readonly name: string }
  | {
      readonly type: 'sync-window';
      readonly subjectType: string;
      readonly from: string;
      readonly invoiceCount: number;
      readonly isTruncated: boolean;
    }
  /** All that KSeF has up to its high-water mark was delivered; no request for new ones is made before `dueAt`. */
  | {
      readonly type: 'sync-caught-up';
      readonly subjectType: string;
      readonly dueAt: string;
      /** How long this subject type took, the consumer's time included. */
      readonly durationMs: number;
    }
  | { readonly type: 'waiting'; readonly what: string; readonly waitMs: number };

/** Called for every event. Exceptions thrown by the callback are ignored. */
export type ExportObserver = (event: ExportEvent) => void;
