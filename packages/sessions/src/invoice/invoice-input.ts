/** One invoice to send. */
export interface InvoiceInput {
  /** Your name for it, e.g. a file name; returned with the result. */
  readonly name?: string | undefined;
  /** The XML file, exactly the bytes that its codes were made from. A text is sent as UTF-8. */
  readonly content: Uint8Array | string;
  /** Whether it was issued offline: handed out with codes before it is sent. Default false. */
  readonly offlineMode?: boolean | undefined;
  /** For a technical correction: SHA-256 of the offline invoice that KSeF rejected, Base64. Online sending only. */
  readonly hashOfCorrectedInvoice?: string | undefined;
}
