/** An invoice that KSeF has taken for processing. */
export interface SentInvoice {
  readonly referenceNumber: string;
  readonly sessionReferenceNumber: string;
  /** SHA-256 of the file, Base64. */
  readonly invoiceHash: string;
  /** How often it left: more than once when an answer was lost and KSeF did not show the invoice afterwards. */
  readonly sends: number;
}
