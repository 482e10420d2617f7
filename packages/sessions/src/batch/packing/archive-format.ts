import type { Deflated, Movable } from './work-threads.js';

/** A file on its way into the archive. */
export interface ArchiveEntry {
  readonly name: string;
  readonly size: number;
}

/** How an archive's bytes come about: entries in groups, deflated elsewhere, written in order. */
export interface ArchiveFormat {
  readonly compressionType: 'Zip' | 'TarGz';
  /** More bytes than this an entry cannot add to the archive, its share of the ending included. */
  mostBytes(entry: ArchiveEntry): number;
  /**
   * What is to be deflated in place of a group's files, where it is not each file by itself. Groups are prepared in
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
  /** How many bytes `end` would give now. */
  endBytes(): number;
  end(): readonly Uint8Array[];
}

/** No deflate makes more of so many bytes. */
export function mostDeflated(bytes: number): number {
  return bytes + (bytes >> 9) + 64;
}
