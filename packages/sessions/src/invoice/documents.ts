let reader: Promise<typeof import('@ksef/documents')> | undefined;

/** The reader of invoices and receipts, loaded on first use, so that programs that only log in do not pay for it. */
export function documents(): Promise<typeof import('@ksef/documents')> {
  reader ??= import('@ksef/documents');
  return reader;
}
