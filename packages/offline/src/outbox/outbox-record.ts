import type { OfflineRefusal } from './issued-invoice.js';
import type { IssuedEntry } from './outbox-entries.js';

/** A file in the journal. */
export interface StoredFile {
  readonly hash: string;
  readonly parts: number;
}

/** The outbox's state of one invoice. */
export class OutboxRecord {
  readonly issued: IssuedEntry;
  /** The file to send: the invoice, or its latest correction. */
  file: StoredFile;
  /** Hashes of all files that were or will be sent for it. */
  readonly files: Set<string>;
  ksefNumber: string | undefined;
  refusal: OfflineRefusal | undefined;
  /** This process already asked for a correction, and there was none. */
  isGivenUp = false;
  /** What was reported for its deadline, once per deadline. */
  told: { readonly sendBy: string; readonly what: 'near' | 'missed' } | undefined;

  constructor(issued: IssuedEntry) {
    this.issued = issued;
    this.file = { hash: issued.hash, parts: issued.parts };
    this.files = new Set([issued.hash]);
  }

  get hash(): string {
    return this.issued.hash;
  }

  get delivery(): 'waiting' | 'accepted' | 'refused' | 'notRequired' {
    if (this.issued.mode === 'totalFailure') return 'notRequired';
    if (this.ksefNumber !== undefined) return 'accepted';
    return this.refusal === undefined ? 'waiting' : 'refused';
  }

  /** Whether it has pending work: sending, or asking for a correction. */
  get isOpen(): boolean {
    const { delivery } = this;
    return (
      delivery === 'waiting' ||
      (delivery === 'refused' && this.refusal?.canCorrect === true && !this.isGivenUp)
    );
  }

  corrected(file: StoredFile): void {
    this.file = file;
    this.files.add(file.hash);
    this.refusal = undefined;
    this.isGivenUp = false;
  }
}
