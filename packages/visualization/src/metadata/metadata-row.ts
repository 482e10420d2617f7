/** The fields that the list shows of an invoice. KSeF's metadata can be used unchanged. */
export interface MetadataRow {
  readonly ksefNumber: string;
  readonly invoiceNumber: string;
  /** `YYYY-MM-DD`. */
  readonly issueDate: string;
  readonly seller?: MetadataParty | undefined;
  readonly buyer?: MetadataParty | undefined;
  readonly netAmount?: number | string | undefined;
  readonly vatAmount?: number | string | undefined;
  readonly grossAmount?: number | string | undefined;
  readonly currency?: string | undefined;
}

export interface MetadataParty {
  readonly nip?: string | null | undefined;
  readonly name?: string | null | undefined;
  readonly identifier?: { readonly type?: string; readonly value?: string | null } | null | undefined;
}
