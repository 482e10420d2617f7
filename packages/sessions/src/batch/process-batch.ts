import { type FormCode, KsefApiError, KsefError, stopwatch, UnknownOutcomeError } from '@ksef/core';
import { growingWaits } from '../growing-waits.js';
import { getSession, type SessionState } from '../session-queries.js';
import type { SymmetricKeyEncryptor } from '../symmetric-key-encryptor.js';
import type { PackedBatch } from './batch-builder.js';
import type { BatchNotes } from './batch-journal.js';
import { closeBatchSession } from './close-batch-session.js';
import { type OpenedBatchSession, openBatchSession } from './open-batch-session.js';
import type { PartStore } from './part-store.js';
import { type Caller, patiently, pause } from './patiently.js';
import { rekeyParts } from './rekey-parts.js';
import { uploadParts } from './upload-parts.js';
import { waitForBatch } from './wait-for-batch.js';

/** A package on its way to KSeF, and how far it has come. */
export interface BatchWork {
  readonly id: string;
  readonly form: FormCode;
  readonly offlineMode: boolean;
  built: PackedBatch;
  session: OpenedBatchSession | undefined;
  /** Ordinals of the parts that storage has taken. */
  readonly uploaded: Set<number>;
  /** KSeF may have been told to close it. */
  closing: boolean;
}

/** What processing needs besides the package. */
export interface BatchEnvironment extends Caller {
  readonly store: PartStore;
  /** Names of the run's parts begin so. */
  readonly prefix: string;
  readonly encryptor: SymmetricKeyEncryptor;
  readonly notes: BatchNotes;
  readonly feature: string | undefined;
  readonly waitTimeoutMs: number;
  readonly uploadConcurrency: number | undefined;
}

/** A session that is over. */
export interface EndedSession {
  readonly referenceNumber: string;
  readonly state: SessionState;
}

/** Nothing of this session was taken, nothing will be: its package may go to another. */
interface LostSession {
  readonly lost: string;
  readonly freshKey?: boolean;
}

const mostSessions = 4;
const mostUploads = 3;
const sizeDiffers = 21157;
const partMissing = 21205;
const uploadTimeOver = 21208;
const sessionUnknown = 21173;

/**
 * Brings a package through: opens a session, uploads, closes, waits. Takes up the work where it was left, and begins
 * another session when this one can no longer be finished and surely took nothing.
 *
 * @throws KsefError `UPLOAD_REFUSED`; IntegrityError `PART_DAMAGED`; UnknownOutcomeError, KsefApiError, TransportError
 */
export async function processBatch(env: BatchEnvironment, work: BatchWork): Promise<EndedSession> {
  const waits = growingWaits(5_000, 60_000);
  for (let sessions = 1; ; sessions++) {
    const resumed = work.session;
    const session = resumed ?? (await open(env, work));
    const { referenceNumber } = session;
    const goOn = resumed === undefined || (await lookAtResumed(env, work, referenceNumber));
    const lost = goOn === true ? await deliver(env, work, session) : goOn || undefined;
    const outcome = lost ?? (await outcomeOf(env, referenceNumber));
    if ('state' in outcome) {
      if (!('lost' in outcome) || sessions >= mostSessions) return { referenceNumber, state: outcome.state };
    } else if (sessions >= mostSessions) {
      throw new KsefError(`The package could not be sent in ${sessions} sessions: ${outcome.lost}.`, {
        code: 'BATCH_NOT_SENT',
      });
    }
    await abandon(env, work, referenceNumber, outcome);
    await pause(env, 'a usable session', waits.next().value);
  }
}

async function open(env: BatchEnvironment, work: BatchWork): Promise<OpenedBatchSession> {
  const { api, call, encryptor, feature } = env;
  const { form, offlineMode } = work;
  const options = { form, offlineMode, batch: work.built, encryptor, feature, onEvent: env.emit, ...call };
  const elapsedMs = stopwatch(api.clock);
  const session = await patiently(env, () => openBatchSession(api, options));
  work.session = session;
  work.uploaded.clear();
  work.closing = false;
  await env.notes.opened(work.id, work.built.key, session);
  const { referenceNumber } = session;
  env.emit?.({ type: 'session-opened', referenceNumber, form: form.systemCode, durationMs: elapsedMs() });
  return session;
}

/** Whether a session of an earlier process still waits for its parts or its end, is past that, or is lost. */
async function lookAtResumed(
  env: BatchEnvironment,
  work: BatchWork,
  referenceNumber: string,
): Promise<boolean | LostSession> {
  try {
    return await stillWaits(env, referenceNumber);
  } catch (error) {
    if (!(error instanceof KsefApiError) || !(error.hasCode(sessionUnknown) || error.status === 404))
      throw error;
    if (!work.closing) return { lost: 'KSeF does not know it any more' };
    throw new UnknownOutcomeError(
      `KSeF does not know session ${referenceNumber} any more, which may have been closed: whether its invoices were taken must be looked up before they are sent again.`,
      { operation: 'POST /sessions/batch/{referenceNumber}/close', cause: error },
    );
  }
}

/** Uploads and closes what is still to be uploaded and closed. */
async function deliver(
  env: BatchEnvironment,
  work: BatchWork,
  session: OpenedBatchSession,
): Promise<LostSession | undefined> {
  const { api, call } = env;
  const { referenceNumber } = session;
  for (let uploads = 1; ; uploads++) {
    try {
      await upload(env, work, session);
      if (!work.closing) await env.notes.closing(work.id);
      work.closing = true;
      const elapsedMs = stopwatch(api.clock);
      await patiently(env, () => closeBatchSession(api, referenceNumber, call));
      const { systemCode } = work.form;
      env.emit?.({ type: 'session-closed', referenceNumber, form: systemCode, durationMs: elapsedMs() });
      return undefined;
    } catch (error) {
      const wrong =
        error instanceof KsefApiError && (error.hasCode(sizeDiffers) || error.hasCode(partMissing));
      if (wrong && uploads < mostUploads) {
        // Something in between took an upload for itself, or changed it. KSeF does not say which.
        work.uploaded.clear();
        await env.notes.uploadsLost(work.id);
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

async function upload(env: BatchEnvironment, work: BatchWork, session: OpenedBatchSession): Promise<void> {
  const { parts } = work.built;
  const rest = parts.filter(({ ordinalNumber }) => !work.uploaded.has(ordinalNumber));
  await uploadParts(env.api, session.partUploadRequests, rest, env.store, {
    concurrency: env.uploadConcurrency,
    signal: env.call.signal,
    async onUploaded({ ordinalNumber, fileSize }, { durationMs }) {
      work.uploaded.add(ordinalNumber);
      await env.notes.uploaded(work.id, ordinalNumber);
      env.emit?.({
        type: 'part-uploaded',
        sessionReferenceNumber: session.referenceNumber,
        ordinalNumber,
        parts: parts.length,
        bytes: fileSize,
        durationMs,
      });
    },
  });
}

/** Whether KSeF has not begun: only then is giving the session up sure to lose nothing. */
async function stillWaits(env: BatchEnvironment, referenceNumber: string): Promise<boolean> {
  const { status } = await patiently(env, () => getSession(env.api, referenceNumber, env.call));
  return status.code === 100;
}

async function outcomeOf(
  env: BatchEnvironment,
  referenceNumber: string,
): Promise<{ readonly state: SessionState } & Partial<LostSession>> {
  const state = await waitForBatch(env, referenceNumber, env.waitTimeoutMs);
  const { code, description } = state.status;
  const nothingTaken = (state.invoiceCount ?? 0) === 0 && (state.successfulInvoiceCount ?? 0) === 0;
  if (!nothingTaken || (code !== 415 && code !== 440)) return { state };
  return { state, lost: `${code} ${description}`, freshKey: code === 415 };
}

async function abandon(
  env: BatchEnvironment,
  work: BatchWork,
  referenceNumber: string,
  { lost, freshKey }: Partial<LostSession>,
): Promise<void> {
  const reason = lost ?? '';
  await env.notes.abandoned(work.id, referenceNumber);
  work.session = undefined;
  env.emit?.({ type: 'batch-abandoned', referenceNumber, reason });
  if (!freshKey) return;
  const old = work.built;
  await env.encryptor.forceRefresh(env.call);
  const prefix = `${env.prefix}${work.id}-${Buffer.from(crypto.getRandomValues(new Uint8Array(4))).toString('hex')}-`;
  work.built = await rekeyParts(old, env.store, prefix, env.call.signal);
  await env.notes.built(work);
  for (const { name } of old.parts) await env.store.remove(name);
}
