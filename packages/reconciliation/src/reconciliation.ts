import type { ReconcileOptions, ReconciliationClient } from './options/index.js';
import { type Reconciliation, reconcile } from './reconcile.js';

/** What {@link reconciliation} adds to a client. */
export interface WithReconciliation {
  /** See {@link reconcile}. */
  readonly reconcile: (options: ReconcileOptions) => Reconciliation;
}

/**
 * Reconciliation, as a member of the client.
 *
 * @example
 * ```ts
 * import { createKsef } from '@ksef/client';
 * import { nip } from '@ksef/core';
 * import { reconciliation } from '@ksef/reconciliation';
 *
 * const ksef = createKsef({
 *   environment: 'test',
 *   credentials: { ksefToken: process.env.KSEF_TOKEN ?? '' },
 * }).extend(reconciliation);
 * const month = ksef.inContext(nip('5265877635')).reconcile({ month: '2026-02' });
 * for await (const line of month.csv()) process.stdout.write(line);
 * ```
 */
export function reconciliation(client: ReconciliationClient): WithReconciliation {
  return { reconcile: (options) => reconcile(client, options) };
}
