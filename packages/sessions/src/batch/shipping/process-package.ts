import { KsefError, UnknownOutcomeError } from '@ksef/core';
import { growingWaits, stopwatch } from '@ksef/core/internal';
import { isUnknownSession, type SessionState } from '../../status/index.js';
import type { BatchEnvironment } from './batch-environment.js';
import type { BatchWork, EndedSession, LostSession } from './batch-work.js';
import { deliverPackage, stillWaits } from './deliver-package.js';
import { type OpenedBatchSession, openBatchSession } from './open-batch-session.js';
import { rekeyParts } from './rekey-parts.js';
import { pause, retryWhenLimited } from './retry-when-limited.js';
import { waitForBatch } from './wait-for-batch.js';

const mostSessions = 4;
const secondLookMs = 5_000;
const partsDamaged = 405;
const notDecrypted = 435;
// Parts arrived corrupted, the key or parts could not be decrypted, or KSeF reports that the time for uploads is over.
const worthAnother = new Set([partsDamaged, 415, notDecrypted, 440]);
// A session that fails like this twice always will: the package itself is the cause.
const onceMore = [partsDamaged, notDecrypted];

/**
 * Processes a package: opens a session, uploads, closes, waits. Resumes where the work stopped, and starts another
 * session when this one can no longer be finished and certainly accepted nothing.
 *
 * @throws KsefError `UPLOAD_REFUSED`; IntegrityError `PART_DAMAGED`; UnknownOutcomeError, KsefApiError, TransportError
 */
export async function processPackage(env: BatchEnvironment, work: BatchWork): Promise<EndedSession> {
  const waits = growingWaits(5_000, 60_000);
  let damaged = 0;
  for (let sessions = 1; ; sessions++) {
    const resumed = work.session;
    const session = resumed ?? (await open(env, work));
    const { referenceNumber } = session;
    const goOn = resumed === undefined || (await lookAtResumed(env, work, referenceNumber));
    const lost = goOn === true ? await deliverPackage(env, work, session) : goOn || undefined;
    const outcome = lost ?? (await endOf(env, referenceNumber));
    if ('state' in outcome) {
      const { state } = outcome;
      if (onceMore.includes(state.status.code)) damaged++;
      if (!('lost' in outcome) || sessions >= mostSessions || damaged > 1) return { referenceNumber, state };
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
  const { formCode, offlineMode } = work;
  const options = {
    formCode,
    offlineMode,
    batch: work.built,
    encryptor,
    feature,
    onEvent: env.emit,
    ...call,
  };
  const elapsedMs = stopwatch(api.clock);
  const session = await retryWhenLimited(env, () => openBatchSession(api, options));
  work.session = session;
  work.uploaded.clear();
  work.closing = false;
  await env.progress.opened(work.id, work.built.key, session);
  const { referenceNumber } = session;
  env.emit?.({
    type: 'session-opened',
    referenceNumber,
    systemCode: formCode.systemCode,
    durationMs: elapsedMs(),
  });
  return session;
}

/**
 * Whether a session of an earlier process still waits for its parts or for closing, is already past that, or is lost.
 */
async function lookAtResumed(
  env: BatchEnvironment,
  work: BatchWork,
  referenceNumber: string,
): Promise<boolean | LostSession> {
  try {
    return await stillWaits(env, referenceNumber);
  } catch (error) {
    if (!isUnknownSession(error)) throw error;
    if (!work.closing) return { lost: 'KSeF does not know it any more' };
    throw new UnknownOutcomeError(
      `KSeF does not know session ${referenceNumber} any more, which may have been closed: whether its invoices were taken must be looked up before they are sent again.`,
      { operation: 'POST /sessions/batch/{referenceNumber}/close', cause: error },
    );
  }
}

async function endOf(
  env: BatchEnvironment,
  referenceNumber: string,
): Promise<{ readonly state: SessionState } & Partial<LostSession>> {
  const first = await waitForBatch(env, referenceNumber, env.waitTimeoutMs);
  if (!isLost(first)) return { state: first };
  // Retried only when it is safe: KSeF may report 415 temporarily while it works.
  await pause(env, 'a second look at the session', secondLookMs);
  const state = await waitForBatch(env, referenceNumber, env.waitTimeoutMs);
  if (!isLost(state)) return { state };
  const { code, description } = state.status;
  return { state, lost: `${code} ${description}`, freshKey: code === 415 || code === notDecrypted };
}

/** Whether it ended without accepting anything, for a reason that may not affect another session. */
function isLost({ status, invoiceCount, successfulInvoiceCount }: SessionState): boolean {
  const nothingTaken = (invoiceCount ?? 0) === 0 && (successfulInvoiceCount ?? 0) === 0;
  return nothingTaken && worthAnother.has(status.code);
}

async function abandon(
  env: BatchEnvironment,
  work: BatchWork,
  referenceNumber: string,
  { lost, freshKey }: Partial<LostSession>,
): Promise<void> {
  const reason = lost ?? '';
  await env.progress.abandoned(work.id, referenceNumber);
  work.session = undefined;
  work.closing = false;
  env.emit?.({ type: 'batch-abandoned', referenceNumber, reason });
  if (!freshKey) return;
  const old = work.built;
  await env.encryptor.forceRefresh({ signal: env.call.signal });
  const prefix = `${env.prefix}${work.id}-${Buffer.from(crypto.getRandomValues(new Uint8Array(4))).toString('hex')}-`;
  work.built = await rekeyParts(old, env.store, prefix, env.call.signal);
  await env.progress.built(work);
  for (const { name } of old.parts) await env.store.remove(name);
}
