/** An invoice that KSeF has accepted for processing. */
export interface SentInvoice {
  readonly referenceNumber: string;
  readonly sessionReferenceNumber: string;
  /** SHA-256 of the file, Base64. */
  readonly invoiceHash: string;
  /** How often it was sent: more than once when an answer was lost and the look-up in KSeF did not find the invoice. */
  readonly sends: number;
}
