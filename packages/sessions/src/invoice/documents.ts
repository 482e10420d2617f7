let reader: Promise<typeof import('@ksef/documents')> | undefined;

/** The reader of invoices and receipts, loaded with the first of them: who only logs in does not pay for it. */
export function documents(): Promise<typeof import('@ksef/documents')> {
  reader ??= import('@ksef/documents');
  return reader;
}
