import { KsefApiError, KsefError } from '@ksef/core';
import { stopwatch } from '@ksef/core/internal';
import { getSession } from '../../status/index.js';
import type { BatchEnvironment } from './batch-environment.js';
import type { BatchWork, LostSession } from './batch-work.js';
import { closeBatchSession } from './close-batch-session.js';
import type { OpenedBatchSession } from './open-batch-session.js';
import { retryWhenLimited } from './retry-when-limited.js';
import { type UploadPartsOptions, uploadParts } from './upload-parts.js';

const mostUploads = 3;
const sizeDiffers = 21157;
const partMissing = 21205;
const uploadTimeOver = 21208;

/** Uploads what is not uploaded yet, and closes the session. */
export async function deliverPackage(
  env: BatchEnvironment,
  work: BatchWork,
  session: OpenedBatchSession,
): Promise<LostSession | undefined> {
  const { api, call } = env;
  const { referenceNumber } = session;
  const { parts } = work.built;
  const onUploaded: UploadPartsOptions['onUploaded'] = async (
    { ordinalNumber, fileSize },
    { durationMs },
  ) => {
    work.uploaded.add(ordinalNumber);
    await env.progress.uploaded(work.id, ordinalNumber);
    env.emit?.({
      type: 'part-uploaded',
      sessionReferenceNumber: referenceNumber,
      ordinalNumber,
      partCount: parts.length,
      sizeBytes: fileSize,
      durationMs,
    });
  };
  for (let uploads = 1; ; uploads++) {
    try {
      await uploadParts(
        api,
        session.partUploadRequests,
        parts.filter(({ ordinalNumber }) => !work.uploaded.has(ordinalNumber)),
        env.store,
        { concurrency: env.uploadConcurrency, signal: call.signal, onUploaded },
      );
      if (!work.closing) await env.progress.closing(work.id);
      work.closing = true;
      const elapsedMs = stopwatch(api.clock);
      await retryWhenLimited(env, () => closeBatchSession(api, referenceNumber, call));
      const { systemCode } = work.formCode;
      env.emit?.({ type: 'session-closed', referenceNumber, systemCode, durationMs: elapsedMs() });
      return undefined;
    } catch (error) {
      const wrong =
        error instanceof KsefApiError && (error.hasCode(sizeDiffers) || error.hasCode(partMissing));
      if (wrong && uploads < mostUploads) {
        // An intermediary took an upload for itself, or changed it. KSeF does not say which.
        work.uploaded.clear();
        work.closing = false;
        await env.progress.uploadsLost(work.id);
        env.emit?.({ type: 'warning', message: `Parts are sent again: ${error.message}` });
        continue;
      }
      const over =
        wrong ||
        (error instanceof KsefApiError && error.hasCode(uploadTimeOver)) ||
        (error instanceof KsefError && error.code === 'UPLOAD_REFUSED');
      if (!over) throw error;
      return (await stillWaits(env, referenceNumber)) ? { lost: error.message } : undefined;
    }
  }
}

/** Whether KSeF has not started: only then is it safe to abandon the session. */
export async function stillWaits(env: BatchEnvironment, referenceNumber: string): Promise<boolean> {
  const { status } = await retryWhenLimited(env, () => getSession(env.api, referenceNumber, env.call));
  return status.code === 100;
}
