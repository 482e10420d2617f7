import { decodeBase64, encodeBase64, sha256Base64 } from '@ksef/core';
import { joinBytes } from '@ksef/core/internal';
import { type ContentEntry, corruptOutbox } from './outbox-entries.js';
import type { OutboxRun } from './outbox-journal.js';
import type { StoredFile } from './outbox-record.js';

// In Base64, well below a mebibyte, the longest line of a journal. A multiple of three needs no padding.
const pieceBytes = 600_000;

/** A file as lines of the journal. */
export function contentEntries(hash: string, bytes: Uint8Array): readonly ContentEntry[] {
  const entries: ContentEntry[] = [];
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    const data = encodeBase64(bytes.subarray(at, at + pieceBytes));
    entries.push({ type: 'offline-content', hash, part: entries.length, data });
  }
  return entries;
}

/** Contents of files. The latest are kept in memory, up to a size; the others are read from the journal again. */
export class Contents {
  readonly #run: OutboxRun;
  readonly #maxHeldBytes: number;
  readonly #held = new Map<string, Uint8Array>();
  #heldBytes = 0;

  constructor(run: OutboxRun, maxHeldBytes: number) {
    this.#run = run;
    this.#maxHeldBytes = maxHeldBytes;
  }

  hold(hash: string, bytes: Uint8Array): void {
    if (this.#held.has(hash) || this.#heldBytes + bytes.length > this.#maxHeldBytes) return;
    this.#held.set(hash, bytes);
    this.#heldBytes += bytes.length;
  }

  forget(hash: string): void {
    this.#heldBytes -= this.#held.get(hash)?.length ?? 0;
    this.#held.delete(hash);
  }

  /**
   * The content of each file. All that are not in memory take one pass over the journal. @throws IntegrityError
   * `JOURNAL_CORRUPT`
   */
  async load(
    files: readonly StoredFile[],
    signal: AbortSignal | undefined,
  ): Promise<ReadonlyMap<string, Uint8Array>> {
    const found = new Map<string, Uint8Array>();
    const missing = new Map<string, Uint8Array[]>();
    for (const { hash } of files) {
      const held = this.#held.get(hash);
      if (held === undefined) missing.set(hash, []);
      else found.set(hash, held);
    }
    if (missing.size === 0) return found;
    for await (const entry of this.#run.entries({ signal })) {
      if (entry.type !== 'offline-content') continue;
      const { hash, part, data } = entry as ContentEntry;
      const pieces = missing.get(hash);
      // A crash may have left the beginning of a file that was completely written later.
      if (pieces !== undefined && part <= pieces.length) pieces.splice(part, 1, decodeBase64(data));
    }
    for (const [hash, pieces] of missing) {
      const bytes = joinBytes(pieces);
      if ((await sha256Base64(bytes)) !== hash)
        throw corruptOutbox(`the content of ${hash} does not match its hash`);
      found.set(hash, bytes);
    }
    return found;
  }
}
