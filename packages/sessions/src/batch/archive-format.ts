import type { Deflated, DeflateJob } from './deflater.js';

/** A file on its way into the archive. */
export interface ArchiveEntry {
  readonly name: string;
  readonly content: Uint8Array;
}

/** How an archive's bytes come about: entries in groups, deflated elsewhere, written in order. */
export interface ArchiveFormat {
  readonly compressionType: 'Zip' | 'TarGz';
  /** More bytes than this an entry cannot add to the archive, its share of the ending included. */
  mostBytes(entry: ArchiveEntry): number;
  /** What is to be deflated for a group of entries. Groups are prepared in order. */
  prepare(entries: readonly ArchiveEntry[]): Promise<DeflateJob>;
  /** The archive's next bytes. Groups are written in the order in which they were prepared. */
  write(entries: readonly ArchiveEntry[], deflated: Deflated): readonly Uint8Array[];
  /** How many bytes `end` would give now. */
  endBytes(): number;
  end(): readonly Uint8Array[];
}

/** No deflate makes more of so many bytes. */
export function mostDeflated(bytes: number): number {
  return bytes + (bytes >> 9) + 64;
}

/** Copies pieces into one. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let end = 0;
  for (const piece of pieces) {
    all.set(piece, end);
    end += piece.length;
  }
  return all;
}
