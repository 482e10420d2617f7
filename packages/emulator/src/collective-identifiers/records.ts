import type { ContextIdentifier } from '@ksef/core';
import type { Kernel } from '../kernel/index.js';

/** Permissions of which one is needed for everything about collective identifiers. */
export const collectivePermissions = ['InvoiceRead', 'InvoiceWrite', 'CollectiveIdentifierManage'] as const;

export interface Payment {
  readonly amount: number;
  readonly currency: string;
}

/** One number under which several invoices of a seller are paid. */
export interface CollectiveRecord {
  readonly number: string;
  readonly sellerNip: string;
  /** Whose it is: who made it. */
  readonly context: ContextIdentifier;
  readonly createdAt: number;
  readonly invoices: readonly {
    readonly ksefNumber: string;
    readonly payment: Payment | null;
    readonly description: string | null;
  }[];
}

export function collectivesOf(kernel: Pick<Kernel, 'collection'>) {
  return kernel.collection<CollectiveRecord>('collective-identifiers');
}

export function isMadeBy(record: CollectiveRecord, { type, value }: ContextIdentifier): boolean {
  return record.context.type === type && record.context.value === value;
}

/** The newest first; of one instant the highest number. */
export function newestFirst(records: CollectiveRecord[]): CollectiveRecord[] {
  return records.sort(
    (one, other) => other.createdAt - one.createdAt || (one.number < other.number ? 1 : -1),
  );
}
