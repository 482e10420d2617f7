/** Options of a part store's calls. */
export interface PartOptions {
  readonly signal?: AbortSignal | undefined;
}

/** A part that is being written. */
export interface PartSink {
  write(bytes: Uint8Array): Promise<void>;
  /** Resolves once the part would outlive the machine losing power, where the store promises that. */
  close(): Promise<void>;
}

/**
 * Keeps encrypted parts of packages until KSeF has verified them. Names are of letters, digits, `-`, `_` and `.`. For
 * runs that resume after a crash it must outlive the process.
 */
export interface PartStore {
  /** Begins a part; one of the same name that was left behind is replaced. */
  create(name: string, options?: PartOptions): Promise<PartSink>;
  /** The bytes of a part, from their beginning. Fails when there is no such part. */
  read(name: string, options?: PartOptions): Promise<ReadableStream<Uint8Array>>;
  /** Names that begin so. */
  list(prefix: string, options?: PartOptions): Promise<readonly string[]>;
  /** Removes a part, if there is one. */
  remove(name: string, options?: PartOptions): Promise<void>;
}
