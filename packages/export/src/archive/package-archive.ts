import type { KsefNumber } from '@ksef/core';
import type { InvoiceMetadata } from '../query/index.js';

/** An invoice of an export; its content is absent in exports of metadata only. */
export interface ExportedInvoice<Content extends Uint8Array | undefined = Uint8Array | undefined> {
  /** As KSeF gives it: an `unusual-ksef-number` event names one that does not follow KSeF's own rule. */
  readonly ksefNumber: KsefNumber;
  /** KSeF's entry of `_metadata.json`. */
  readonly metadata: InvoiceMetadata;
  /** The invoice's XML, byte for byte; undefined in exports of metadata only. */
  readonly content: Content;
}

/** A package's archive, whatever its kind. */
export interface PackageArchive {
  /** Files that are invoices. */
  readonly invoiceCount: number;
  /** The entries of `_metadata.json`, in their order. */
  metadata(): AsyncIterable<InvoiceMetadata>;
  /** Every entry with its invoice. */
  invoices(): AsyncIterable<{ readonly metadata: InvoiceMetadata; readonly content: Uint8Array | undefined }>;
  close(): void;
}
