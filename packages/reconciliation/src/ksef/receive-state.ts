import { type ContextIdentifier, contextKey } from '@ksef/core';
import type { InvoiceSubjectType, SyncCheckpoint } from '@ksef/export';
import type { ReconcileOptions } from '../options/index.js';

/** What `sync` has delivered for each role. */
export class ReceiveState {
  readonly #checkpoints: ReadonlyMap<string, SyncCheckpoint>;
  readonly #known: ReadonlyMap<string, ReadonlySet<string>>;

  private constructor(checkpoints: ReadonlyMap<string, SyncCheckpoint>) {
    this.#checkpoints = checkpoints;
    const known = [...checkpoints].map(
      ([role, { delivered }]) => [role, new Set(delivered.map(([number]) => number))] as const,
    );
    this.#known = new Map(known);
  }

  static async load(
    { checkpointStore, signal }: ReconcileOptions,
    environmentName: string,
    context: ContextIdentifier,
    subjectTypes: readonly InvoiceSubjectType[],
  ): Promise<ReceiveState> {
    const found = new Map<string, SyncCheckpoint>();
    for (const subjectType of checkpointStore === undefined ? [] : subjectTypes) {
      // As `syncInvoices` names it.
      const name = `${environmentName}/${contextKey(context)}/${subjectType}`;
      const checkpoint = await checkpointStore?.load(name, { signal });
      if (checkpoint !== undefined) found.set(subjectType, checkpoint);
    }
    return new ReceiveState(found);
  }

  /** Where the next `sync` begins, by role: everything stored before that is delivered. */
  get until(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.#checkpoints].map(([role, { from }]) => [role, from]));
  }

  /** Whether it was delivered; undefined for roles that `sync` does not receive. */
  isReceived(subjectType: string, ksefNumber: string, permanentStorageDate: string): boolean | undefined {
    const checkpoint = this.#checkpoints.get(subjectType);
    if (checkpoint === undefined) return undefined;
    if (this.#known.get(subjectType)?.has(ksefNumber)) return true;
    return isBefore(permanentStorageDate, checkpoint.from);
  }
}

/** KSeF's dates have up to seven digits after the second, those of JavaScript three. */
function isBefore(one: string, other: string): boolean {
  const difference = Date.parse(one) - Date.parse(other);
  if (difference !== 0) return difference < 0;
  return fraction(one) < fraction(other);
}

function fraction(date: string): string {
  return (/\.(\d+)/.exec(date)?.[1] ?? '').padEnd(9, '0');
}
