import type { StatusRecord } from '../../http/index.js';
import type { Kernel } from '../../kernel/index.js';
import type { SessionRecord, SessionStore } from '../records.js';
import { batchStatus } from '../statuses.js';
import { PackageFault } from './package-fault.js';
import { processBatch } from './process-batch.js';
/** Processes a closed batch; gives its last status, or nothing when it is not `isAlive` any more. */
export async function runBatch(
  kernel: Kernel,
  store: SessionStore,
  session: SessionRecord,
  isAlive: () => boolean,
): Promise<StatusRecord | undefined> {
  const { referenceNumber } = session;
  try {
    const status = await processBatch(kernel, store, session, isAlive);
    return isAlive() ? status : undefined;
  } catch (error) {
    if (!isAlive()) return undefined;
    if (error instanceof PackageFault) return batchStatus(error.status, ...error.details);
    kernel.record('batch-crashed', { referenceNumber, reason: String(error) });
    return batchStatus(500);
  }
}
