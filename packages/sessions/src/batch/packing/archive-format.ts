import type { Deflated, Movable } from './work-threads.js';

/** A file on its way into the archive. */
export interface ArchiveEntry {
  readonly name: string;
  readonly size: number;
}

/** Writes an archive: entries in groups, deflated elsewhere, written in order. */
export interface ArchiveFormat {
  readonly compressionType: 'Zip' | 'TarGz';
  /** The maximum number of bytes that an entry adds to the archive, including its share of the ending. */
  mostBytes(entry: ArchiveEntry): number;
  /**
   * The bytes to deflate instead of a group's files, unless each file is deflated separately. Groups are prepared in
   * order.
   */
  prepare?(entries: readonly ArchiveEntry[], contents: readonly Uint8Array[]): Promise<Movable>;
  /**
   * Writes the archive's next bytes to the beginning of `target`, which has room for them. Groups are written in the
   * order in which they were prepared.
   *
   * @returns how many bytes
   */
  write(entries: readonly ArchiveEntry[], deflated: Deflated, target: Movable): number;
  /** The number of bytes that `end` would write now. */
  endBytes(): number;
  end(): readonly Uint8Array[];
}

/** Upper bound of the deflated size. */
export function mostDeflated(bytes: number): number {
  return bytes + (bytes >> 9) + 64;
}
