/** Options of a part store's calls. */
export interface PartOptions {
  readonly signal?: AbortSignal | undefined;
}

/** A part that is being written. */
export interface PartSink {
  write(bytes: Uint8Array): Promise<void>;
  /** Resolves once the part would survive a power failure, if the store guarantees that. */
  close(): Promise<void>;
}

/**
 * Keeps encrypted parts of packages until KSeF has verified them. Names consist of letters, digits, `-`, `_` and `.`.
 * For runs that resume after a crash, the store must outlive the process.
 */
export interface PartStore {
  /** Starts a part. An old part of the same name is replaced. */
  create(name: string, options?: PartOptions): Promise<PartSink>;
  /** The bytes of a part, from the beginning. Fails if the part does not exist. */
  read(name: string, options?: PartOptions): Promise<ReadableStream<Uint8Array>>;
  /** Names with this prefix. */
  list(prefix: string, options?: PartOptions): Promise<readonly string[]>;
  /** Removes a part, if it exists. */
  remove(name: string, options?: PartOptions): Promise<void>;
}
