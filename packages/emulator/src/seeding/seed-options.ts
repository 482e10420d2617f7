/** Invoices to put into the store. */
export interface SeedOptions {
  readonly count: number;
  /** Whose invoices they are: 10 digits. */
  readonly sellerNip: string;
  readonly buyerNip: string;
  /** A further party (`Podmiot3`) of every invoice. */
  readonly thirdNip?: string | undefined;
  /** An authorised party (`PodmiotUpowazniony`) of every invoice. */
  readonly authorizedNip?: string | undefined;
  /** `permanentStorageDate` of the first one, ISO 8601. Default: so that the last one is stored now. */
  readonly from?: string | undefined;
  /** Milliseconds from one to the next. Default 1. */
  readonly stepMs?: number | undefined;
  /** Bytes of each file at least, filled up with what does not compress. Default: as small as it gets. */
  readonly sizeBytes?: number | undefined;
  /** Begins the invoice numbers. Default: new at every call. */
  readonly numberPrefix?: string | undefined;
}

/** What was put in. */
export interface SeedResult {
  readonly count: number;
  readonly firstKsefNumber: string;
  readonly lastKsefNumber: string;
  readonly sessionReferenceNumbers: readonly string[];
}
