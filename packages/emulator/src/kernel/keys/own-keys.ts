import type { Collection } from '../collection.js';
import type { CertifiedKey } from './certified-key.js';
import { type FirstKey, ownKey, publishedKey } from './first-key.js';
import { KeyRing, type RotationMode } from './key-ring.js';

/** Where keys are kept, and what time it is for them. */
interface Keeper {
  collection<T>(name: string): Collection<T>;
  now(): number;
}

/** The keys of one emulator: those that clients encrypt for, of its receipts, of its certificate authority. */
export class OwnKeys {
  readonly ring: KeyRing;
  readonly #keeper: Keeper;
  readonly #firstKey: FirstKey;
  #making: Promise<unknown> | undefined;

  /** `writesDown`: they outlive the emulator, so that it needs some of its own. */
  constructor(keeper: Keeper, writesDown: boolean) {
    this.#keeper = keeper;
    this.#firstKey = writesDown ? ownKey : publishedKey;
    this.ring = new KeyRing(keeper.collection('keys'), () => keeper.now());
  }

  /** There while keys are being made; no request can be answered before. */
  get making(): Promise<unknown> | undefined {
    return this.#making;
  }

  /** Makes what is missing or has expired. */
  prepare(): Promise<void> {
    return this.#make(async () => {
      const now = this.#keeper.now();
      // What was withdrawn must not come back.
      const make = this.ring.isEmpty ? this.#firstKey : ownKey;
      await Promise.all([
        ...this.ring.missing().map(async (usage) => this.ring.add(usage, await make(usage, now))),
        this.#single('authority', 'authority'),
      ]);
    });
  }

  rotate(mode: RotationMode): Promise<void> {
    return this.#make(() => this.ring.rotate(mode));
  }

  /** The key that signs receipts; made when the first one is. */
  receipts(): Promise<CertifiedKey> {
    return this.#single('receipts', 'receipt-keys');
  }

  /** The authority that issues KSeF certificates, there once {@link prepare} is done. */
  authority(): CertifiedKey {
    const known = this.#keeper.collection<CertifiedKey>('authority').get('authority');
    if (known === undefined) throw new Error('The emulator is still making its keys.');
    return known;
  }

  async #single(purpose: 'receipts' | 'authority', collection: string): Promise<CertifiedKey> {
    const keys = this.#keeper.collection<CertifiedKey>(collection);
    const first = keys.get(purpose) ?? (await this.#firstKey(purpose, this.#keeper.now()));
    // Another caller may have been first meanwhile.
    const key = keys.get(purpose) ?? first;
    if (key === first) keys.set(purpose, key);
    return key;
  }

  #make(work: () => Promise<void>): Promise<void> {
    const made = this.#making === undefined ? work() : this.#making.then(work, work);
    this.#making = made;
    const done = () => {
      if (this.#making === made) this.#making = undefined;
    };
    made.then(done, done);
    return made;
  }
}
