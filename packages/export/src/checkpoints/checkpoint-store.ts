/** How far one subject type of one context was delivered. Plain JSON, no secret. */
export interface SyncCheckpoint {
  readonly version: 1;
  /** The next export begins at this date of permanent storage. */
  readonly from: string;
  /** Invoices delivered from there on, KSeF number and date of permanent storage: they come again and are left out. */
  readonly delivered: readonly (readonly [ksefNumber: string, permanentStorageDate: string])[];
  /** When KSeF was last asked and had no more, ISO 8601. */
  readonly caughtUpAt?: string | undefined;
}

/** Remembers how far `syncInvoices` came. One process at a time writes a checkpoint. */
export interface CheckpointStore {
  /** The checkpoint of this name; undefined if it does not exist. */
  load(
    name: string,
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<SyncCheckpoint | undefined>;
  /** Resolves once the checkpoint would outlive the process. A crash in between leaves the old one intact. */
  save(
    name: string,
    checkpoint: SyncCheckpoint,
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<void>;
}
