import { getSession } from '../../status/index.js';
import type { NotedBatch, NotedRun } from './batch-progress.js';
import type { BatchEnvironment } from './batch-work.js';
import { patiently } from './retry-when-limited.js';

/**
 * Of an earlier process's packages those that can be gone on with. Where parts have been lost before they were
 * uploaded, the inputs are packed anew. Parts that belong to no package are removed.
 */
export async function usableBatches(env: BatchEnvironment, noted: NotedRun): Promise<NotedRun> {
  const { store, prefix, call } = env;
  const there = new Set(await store.list(prefix, call));
  const batches: NotedBatch[] = [];
  for (const batch of noted.batches) {
    const { parts } = batch.work.built;
    if (batch.ended || parts.every(({ name }) => there.has(name)) || (await isPastUpload(env, batch))) {
      batches.push(batch);
      if (!batch.ended) for (const { name } of parts) there.delete(name);
    } else {
      await env.notes.dropped(batch.work.id);
      env.emit?.({ type: 'warning', message: `Package ${batch.work.id} has lost parts and is packed anew.` });
    }
  }
  for (const orphan of there) await store.remove(orphan, call);
  return { ...noted, batches };
}

/** Whether the parts are not needed any more. */
async function isPastUpload(env: BatchEnvironment, { work }: NotedBatch): Promise<boolean> {
  if (work.session === undefined) return false;
  if (work.closing || work.uploaded.size === work.built.parts.length) return true;
  const { referenceNumber } = work.session;
  const { status } = await patiently(env, () => getSession(env.api, referenceNumber, env.call));
  return status.code !== 100;
}
