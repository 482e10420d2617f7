/** An entry as it lies in an archive. */
export interface PackedEntry {
  readonly name: string;
  /** Of files only. */
  readonly content?: AsyncIterable<Buffer> | Iterable<Buffer>;
  /** CRC-32 that the archive states. */
  readonly check?: number;
}
