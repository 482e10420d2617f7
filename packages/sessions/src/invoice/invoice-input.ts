/** One invoice to be sent. */
export interface InvoiceInput {
  /** Your name for it, e.g. a file name; given back with the result. */
  readonly name?: string | undefined;
  /** The XML file, exactly as its codes were made of; a text is sent as UTF-8. */
  readonly content: Uint8Array | string;
  /** Whether it was issued offline: handed out with codes before it is sent. Default false. */
  readonly offlineMode?: boolean | undefined;
  /** For a technical correction: SHA-256 of the offline invoice that KSeF refused, Base64. Goes online only. */
  readonly hashOfCorrectedInvoice?: string | undefined;
}
