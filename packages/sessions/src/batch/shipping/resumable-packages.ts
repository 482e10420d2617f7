import { getSession } from '../../status/index.js';
import { isIntact } from '../parts/index.js';
import type { BatchEnvironment } from './batch-environment.js';
import type { EarlierPackage, EarlierRun } from './batch-progress.js';
import { retryWhenLimited } from './retry-when-limited.js';

/**
 * The packages of an earlier process that can be resumed. If parts were lost or corrupted before their upload, the
 * inputs are packed again. Parts that belong to no package are removed.
 */
export async function resumablePackages(env: BatchEnvironment, earlier: EarlierRun): Promise<EarlierRun> {
  const { store, prefix, call } = env;
  const there = new Set(await store.list(prefix, call));
  const batches: EarlierPackage[] = [];
  for (const batch of earlier.batches) {
    const { id, built } = batch.work;
    const trouble = batch.ended ? undefined : await troubleWithParts(env, batch, there);
    if (trouble === undefined || (await isPastUpload(env, batch))) {
      batches.push(batch);
      if (!batch.ended) for (const { name } of built.parts) there.delete(name);
    } else {
      await env.progress.dropped(id);
      env.emit?.({ type: 'warning', message: `Package ${id} has ${trouble} parts and is packed again.` });
    }
  }
  for (const orphan of there) await store.remove(orphan, call);
  return { ...earlier, batches };
}

/** What is wrong with the parts that still have to be uploaded. */
async function troubleWithParts(
  { store, call }: BatchEnvironment,
  { work }: EarlierPackage,
  there: ReadonlySet<string>,
): Promise<'lost' | 'damaged' | undefined> {
  const { parts } = work.built;
  if (!parts.every(({ name }) => there.has(name))) return 'lost';
  // If the request to close the session may have reached KSeF, all uploads were correct.
  if (work.closing) return undefined;
  for (const part of parts) {
    const isUploaded = work.session !== undefined && work.uploaded.has(part.ordinalNumber);
    if (!isUploaded && !(await isIntact(store, part, call.signal))) return 'damaged';
  }
  return undefined;
}

/** Whether the parts are no longer needed. */
async function isPastUpload(env: BatchEnvironment, { work }: EarlierPackage): Promise<boolean> {
  if (work.session === undefined) return false;
  if (work.closing || work.uploaded.size === work.built.parts.length) return true;
  const { referenceNumber } = work.session;
  const { status } = await retryWhenLimited(env, () => getSession(env.api, referenceNumber, env.call));
  return status.code !== 100;
}
