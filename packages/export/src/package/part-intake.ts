import type { PartCheck } from './part-check.js';
import type { SpoolFile } from './spooled-part.js';

// What comes in 64 KiB or less is hashed, decrypted and written in fewer, larger steps.
const gatheredBytes = 262_144;

/** Takes the bytes of a part as they come: into its check, and into the spool. */
export class PartIntake {
  readonly #check: PartCheck;
  readonly #file: SpoolFile;
  #gathering = Buffer.allocUnsafe(gatheredBytes);
  #writingFrom = Buffer.allocUnsafe(gatheredBytes);
  #gathered = 0;
  #writing: Promise<void> = Promise.resolve();

  constructor(check: PartCheck, file: SpoolFile) {
    this.#check = check;
    this.#file = file;
  }

  /** Bytes of the part until now, those of earlier requests too. */
  get receivedBytes(): number {
    return this.#check.receivedBytes + this.#gathered;
  }

  async add(chunk: Uint8Array): Promise<void> {
    for (let taken = 0; taken < chunk.length; ) {
      const piece = chunk.subarray(taken, taken + gatheredBytes - this.#gathered);
      this.#gathering.set(piece, this.#gathered);
      this.#gathered += piece.length;
      taken += piece.length;
      if (this.#gathered === gatheredBytes) await this.#pass();
    }
  }

  /** Everything that came is checked and written. */
  async flush(): Promise<void> {
    await this.#pass();
    await this.#writing;
  }

  async #pass(): Promise<void> {
    const bytes = this.#gathering.subarray(0, this.#gathered);
    const position = this.#check.receivedBytes;
    this.#check.update(bytes);
    this.#gathered = 0;
    await this.#writing;
    this.#writing = this.#file.write(bytes, position);
    // It is awaited at the next pass: until then its failure must not count as unhandled.
    this.#writing.catch(() => undefined);
    [this.#gathering, this.#writingFrom] = [this.#writingFrom, this.#gathering];
  }
}
