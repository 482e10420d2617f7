/** One named set of records, in memory or mirrored to the state folder. */
export interface Collection<T> {
  get(key: string): T | undefined;
  set(key: string, value: T): void;
  delete(key: string): void;
  values(): IterableIterator<T>;
  readonly size: number;
}

/** Bytes by name: invoices, receipts. In memory or as files in the state folder. */
export interface BlobStore {
  put(key: string, bytes: Uint8Array): void;
  get(key: string): Uint8Array | undefined;
}
