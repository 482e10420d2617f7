import type { ExportPackage } from '../run/index.js';
import type { PartDigest } from './part-digest.js';

/** One part of a package, as KSeF describes it. */
export type PackagePart = ExportPackage['parts'][number];

/** A hash that is not the one KSeF states. */
export interface PartMismatch {
  /** From 1. */
  readonly ordinalNumber: number;
  /** Which hash: of the part as received, or decrypted. */
  readonly field: 'encryptedPartHash' | 'partHash';
  /** SHA-256, Base64. */
  readonly expected: string;
  /** SHA-256 of the received bytes, Base64. */
  readonly actual: string;
}

/** The fault of a completely received part. */
export interface PartFaults {
  /** In words; what cannot be accepted. */
  readonly size: string | undefined;
  readonly undecryptable: boolean;
  readonly mismatches: readonly PartMismatch[];
}

/** Receives a part, and compares it with what KSeF states. */
export class PartCheck {
  readonly part: PackagePart;
  readonly #newDigest: () => PartDigest;
  #digest: PartDigest;
  receivedBytes = 0;

  constructor(part: PackagePart, newDigest: () => PartDigest) {
    this.part = part;
    this.#newDigest = newDigest;
    this.#digest = newDigest();
  }

  /** Discards what has been received. */
  restart(): void {
    this.receivedBytes = 0;
    this.#digest = this.#newDigest();
  }

  /** Takes the next bytes and returns them; the passed buffer is detached meanwhile. */
  update(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
    const position = this.receivedBytes;
    this.receivedBytes += bytes.length;
    return this.#digest.update(bytes, position);
  }

  async finish(): Promise<PartFaults> {
    const { part } = this;
    const { encryptedHash, plainHash, plainBytes, undecryptable } = await this.#digest.finish();
    const size =
      this.receivedBytes !== part.encryptedPartSize
        ? `${this.receivedBytes} bytes came instead of ${part.encryptedPartSize}`
        : !undecryptable && plainBytes !== part.partSize
          ? `it decrypts to ${plainBytes} bytes instead of ${part.partSize}`
          : undefined;
    const mismatches: PartMismatch[] = [];
    const compare = (field: PartMismatch['field'], actual: string) => {
      if (actual !== part[field])
        mismatches.push({ ordinalNumber: part.ordinalNumber, field, expected: part[field], actual });
    };
    compare('encryptedPartHash', encryptedHash);
    compare('partHash', plainHash);
    return { size, undecryptable, mismatches };
  }
}
