import { createDecipheriv, createHash } from 'node:crypto';
import type { ExportAccess } from '../export-handle.js';
import type { ExportPackage } from '../export-status.js';

/** One part of a package, as KSeF describes it. */
export type PackagePart = ExportPackage['parts'][number];

/** A hash that is not the one KSeF states. */
export interface PartMismatch {
  readonly ordinalNumber: number;
  readonly what: 'encryptedPartHash' | 'partHash';
  /** SHA-256, Base64. */
  readonly expected: string;
  readonly actual: string;
}

/** What is wrong with a part that came whole. */
export interface PartFaults {
  /** In words; what cannot be accepted. */
  readonly size: string | undefined;
  readonly undecryptable: boolean;
  readonly mismatches: readonly PartMismatch[];
}

/** Hashes and decrypts a part while it arrives. */
export class PartCheck {
  readonly #part: PackagePart;
  readonly #encrypted = createHash('sha256');
  readonly #plain = createHash('sha256');
  readonly #decipher;
  #plainBytes = 0;
  receivedBytes = 0;

  constructor(part: PackagePart, { key, iv }: ExportAccess) {
    this.#part = part;
    this.#decipher = createDecipheriv('aes-256-cbc', key, iv);
  }

  update(chunk: Uint8Array): void {
    this.receivedBytes += chunk.length;
    this.#encrypted.update(chunk);
    this.#addPlain(this.#decipher.update(chunk));
  }

  finish(): PartFaults {
    const part = this.#part;
    let undecryptable = false;
    try {
      this.#addPlain(this.#decipher.final());
    } catch {
      undecryptable = true;
    }
    const size =
      this.receivedBytes !== part.encryptedPartSize
        ? `${this.receivedBytes} bytes came instead of ${part.encryptedPartSize}`
        : !undecryptable && this.#plainBytes !== part.partSize
          ? `it decrypts to ${this.#plainBytes} bytes instead of ${part.partSize}`
          : undefined;
    const mismatches: PartMismatch[] = [];
    const compare = (what: PartMismatch['what'], actual: string) => {
      if (actual !== part[what])
        mismatches.push({ ordinalNumber: part.ordinalNumber, what, expected: part[what], actual });
    };
    compare('encryptedPartHash', this.#encrypted.digest('base64'));
    compare('partHash', this.#plain.digest('base64'));
    return { size, undecryptable, mismatches };
  }

  #addPlain(bytes: Uint8Array): void {
    this.#plainBytes += bytes.length;
    this.#plain.update(bytes);
  }
}
