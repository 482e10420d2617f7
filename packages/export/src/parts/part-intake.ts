import { discard } from './discard.js';
import type { PartCheck } from './part-check.js';

// Chunks of 64 KiB or less are hashed, decrypted and written in fewer, larger steps.
const slotBytes = 1_048_576;
// One is filled while others are worked on.
const slotCount = 3;

interface Slot {
  bytes: Uint8Array<ArrayBuffer>;
  /** Until it has settled, the bytes are elsewhere. */
  busy: Promise<void>;
}

/** Collects the bytes of a part as they arrive. */
export class PartIntake {
  readonly #check: PartCheck;
  readonly #slots: Slot[] = [];
  #at = 0;
  #gathered = 0;

  constructor(check: PartCheck) {
    this.#check = check;
  }

  /** Bytes of the part so far, including earlier requests. */
  get receivedBytes(): number {
    return this.#check.receivedBytes + this.#gathered;
  }

  async add(chunk: Uint8Array): Promise<void> {
    for (let taken = 0; taken < chunk.length; ) {
      const { bytes } = this.#slot();
      const piece = chunk.subarray(taken, taken + slotBytes - this.#gathered);
      bytes.set(piece, this.#gathered);
      this.#gathered += piece.length;
      taken += piece.length;
      if (this.#gathered === slotBytes) await this.#pass();
    }
  }

  /** Nothing more comes; the memory is released. */
  async end(): Promise<void> {
    await this.flush();
    for (const { bytes } of this.#slots) discard(bytes);
  }

  /** Everything received is checked and written. */
  async flush(): Promise<void> {
    if (this.#gathered > 0) await this.#pass();
    await Promise.all(this.#slots.map(({ busy }) => busy));
  }

  async #pass(): Promise<void> {
    const slot = this.#slot();
    const bytes = slot.bytes.subarray(0, this.#gathered);
    this.#gathered = 0;
    slot.busy = this.#check.update(bytes).then((back) => {
      slot.bytes = new Uint8Array(back.buffer);
    });
    // It is awaited when the slot is needed: until then its failure must not count as unhandled.
    slot.busy.catch(() => undefined);
    this.#at = (this.#at + 1) % slotCount;
    await this.#slots[this.#at]?.busy;
  }

  /** The one that is being filled. */
  #slot(): Slot {
    this.#slots[this.#at] ??= { bytes: new Uint8Array(slotBytes), busy: Promise.resolve() };
    return this.#slots[this.#at] as Slot;
  }
}
