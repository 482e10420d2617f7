import type { Collection, Kernel } from '../kernel/index.js';
import type { PlannedFault } from './planned-faults.js';

/** A fault of sessions or exports as it is kept: how many still meet it, and how many have. */
interface CountedRecord<Kind extends string> {
  readonly kind: Kind;
  readonly times: number;
  readonly struck: number;
}

/** Faults of which each kind strikes the next so many sessions or exports. */
export class CountedFaults<Kind extends string> {
  readonly #records: Collection<CountedRecord<Kind>>;
  readonly #prefix: string;

  /** `collection` keeps them; their ids begin with `prefix`. */
  constructor(kernel: Pick<Kernel, 'collection'>, collection: string, prefix: string) {
    this.#records = kernel.collection(collection);
    this.#prefix = prefix;
  }

  /** Plans a fault for the next `times`; 0 takes it back. */
  set(kind: Kind, times: number): void {
    // Deleted in any case: what is planned last comes last.
    this.#records.delete(kind);
    if (times > 0) this.#records.set(kind, { kind, times, struck: 0 });
  }

  /** Uses a fault up once, if it is planned. */
  take(kind: Kind): boolean {
    const planned = this.#records.get(kind);
    if (planned === undefined || planned.struck >= planned.times) return false;
    this.#records.set(kind, { ...planned, struck: planned.struck + 1 });
    return true;
  }

  /** Uses up the fault that was planned first. */
  takeFirst(): Kind | null {
    const next = [...this.#records.values()].find(({ times, struck }) => struck < times);
    return next !== undefined && this.take(next.kind) ? next.kind : null;
  }

  /** All, with those that are used up. */
  list(): readonly PlannedFault[] {
    return [...this.#records.values()].map((record) => ({ id: `${this.#prefix}-${record.kind}`, ...record }));
  }

  clear(): void {
    for (const { kind } of [...this.#records.values()]) this.#records.delete(kind);
  }
}
