import { getSession } from '../../status/index.js';
import type { BatchEnvironment } from './batch-environment.js';
import type { EarlierPackage, EarlierRun } from './batch-progress.js';
import { retryWhenLimited } from './retry-when-limited.js';

/**
 * Of an earlier process's packages those that can be gone on with. Where parts have been lost before they were
 * uploaded, the inputs are packed anew. Parts that belong to no package are removed.
 */
export async function resumablePackages(env: BatchEnvironment, noted: EarlierRun): Promise<EarlierRun> {
  const { store, prefix, call } = env;
  const there = new Set(await store.list(prefix, call));
  const batches: EarlierPackage[] = [];
  for (const batch of noted.batches) {
    const { parts } = batch.work.built;
    if (batch.ended || parts.every(({ name }) => there.has(name)) || (await isPastUpload(env, batch))) {
      batches.push(batch);
      if (!batch.ended) for (const { name } of parts) there.delete(name);
    } else {
      await env.progress.dropped(batch.work.id);
      env.emit?.({ type: 'warning', message: `Package ${batch.work.id} has lost parts and is packed anew.` });
    }
  }
  for (const orphan of there) await store.remove(orphan, call);
  return { ...noted, batches };
}

/** Whether the parts are not needed any more. */
async function isPastUpload(env: BatchEnvironment, { work }: EarlierPackage): Promise<boolean> {
  if (work.session === undefined) return false;
  if (work.closing || work.uploaded.size === work.built.parts.length) return true;
  const { referenceNumber } = work.session;
  const { status } = await retryWhenLimited(env, () => getSession(env.api, referenceNumber, env.call));
  return status.code !== 100;
}
