import { join } from 'node:path';
import type { Answer, Api } from '@ksef/api';
import {
  CryptoError,
  growingWaits,
  IntegrityError,
  KsefError,
  onAbort,
  stopwatch,
  TransportError,
} from '@ksef/core';
import type { ExportObserver } from '../export-event.js';
import type { ExportAccess } from '../export-handle.js';
import { type PackagePart, PartCheck, type PartFaults, type PartMismatch } from './part-check.js';
import type { PartDigest } from './part-digest.js';
import { PartIntake } from './part-intake.js';
import { SpoolFile } from './spool-file.js';
import { SpooledPart } from './spooled-part.js';

// Attempts that bring no byte further; as long as bytes come, a download goes on.
const mostFailures = 6;
const progressStepBytes = 4_194_304;
// Storage's ways of saying that a link has ended.
const linkEnded = new Set([401, 403, 404, 410]);

/** What downloading a part needs. */
export interface PartDownload {
  readonly access: ExportAccess;
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly stallTimeoutMs: number;
  readonly emit: ExportObserver;
  digest(file: SpoolFile): PartDigest;
  acceptMismatch?: ((mismatch: PartMismatch) => boolean | Promise<boolean>) | undefined;
  /** A link that works; another than `stale`, where one is given. */
  link(ordinalNumber: number, stale?: string): Promise<Pick<PackagePart, 'method' | 'url'>>;
}

type Received =
  | { readonly kind: 'whole' }
  | { readonly kind: 'link-ended'; readonly reason: string }
  | { readonly kind: 'cut'; readonly reason: string; readonly cause?: unknown };

/**
 * Downloads a part into the spool as ciphertext and verifies both sizes and hashes. What broke off goes on where it
 * was, as far as the storage can do that; a wrong part is fetched once more before it counts as wrong.
 */
export async function downloadPart(
  api: Api,
  part: PackagePart,
  download: PartDownload,
): Promise<SpooledPart> {
  const { ordinalNumber } = part;
  const elapsedMs = stopwatch(api.clock);
  const file = await SpoolFile.create(join(download.folder, `part-${ordinalNumber}`));
  try {
    const waits = growingWaits(250, 10_000);
    let check = new PartCheck(part, download.digest(file));
    let wasWrong = false;
    let stale: string | undefined;
    for (let failures = 0; ; ) {
      const link = await download.link(ordinalNumber, stale);
      stale = undefined;
      const before = check.receivedBytes;
      const received = await receive(api, part, link, check, download, () => {
        check = new PartCheck(part, download.digest(file));
        return check;
      });
      let reason: string;
      if (received.kind === 'whole') {
        const faults = await check.finish();
        if (isGood(faults) || (wasWrong && (await acceptOrThrow(part, faults, download)))) break;
        reason = describe(faults);
        wasWrong = true;
        check = new PartCheck(part, download.digest(file));
      } else {
        reason = received.reason;
        if (received.kind === 'link-ended') stale = link.url;
        failures = check.receivedBytes > before ? 1 : failures + 1;
        if (failures >= mostFailures) {
          throw new TransportError(`Part ${ordinalNumber} could not be downloaded: ${reason}.`, {
            code: 'NETWORK',
            cause: 'cause' in received ? received.cause : undefined,
          });
        }
      }
      download.emit({ type: 'part-retry', ordinalNumber, reason });
      if (stale === undefined) await api.clock.sleep(waits.next().value, download.signal);
    }
    const sizeBytes = part.partSize;
    download.emit({ type: 'part-verified', ordinalNumber, sizeBytes, durationMs: elapsedMs() });
    return new SpooledPart(ordinalNumber, sizeBytes, file, download.access);
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** One request, from where the part stands. */
async function receive(
  api: Api,
  part: PackagePart,
  link: Pick<PackagePart, 'method' | 'url'>,
  started: PartCheck,
  download: PartDownload,
  restart: () => PartCheck,
): Promise<Received> {
  download.signal.throwIfAborted();
  let intake = new PartIntake(started);
  // Ended by hand: Node 20 may collect an AbortSignal.any that only a body depends on, which then never ends.
  const cut = new AbortController();
  let stalled = false;
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  const stop = () => {
    cut.abort(download.signal.reason);
    reader?.cancel().catch(() => undefined);
  };
  const timer = setTimeout(() => {
    stalled = true;
    stop();
  }, download.stallTimeoutMs);
  const off = onAbort(download.signal, stop);
  try {
    const from = started.receivedBytes;
    const response = await api.presigned({
      url: link.url,
      method: link.method,
      ...(from === 0 ? {} : { headers: { range: `bytes=${from}-` } }),
      signal: cut.signal,
    });
    timer.refresh();
    if (linkEnded.has(response.status)) {
      await response.body?.cancel();
      return { kind: 'link-ended', reason: `the link has ended (HTTP ${response.status})` };
    }
    const goesOn =
      response.status === 206 && response.headers.get('content-range')?.startsWith(`bytes ${from}-`);
    if ((response.status !== 200 && !goesOn) || isHtml(response) || response.body === null) {
      await response.body?.cancel();
      // Not even the beginning of what is there can be trusted to fit to what would follow.
      if (from > 0) restart();
      return { kind: 'cut', reason: `the storage answered HTTP ${response.status}` };
    }
    if (from > 0 && !goesOn) intake = new PartIntake(restart());
    let toldBytes = intake.receivedBytes;
    reader = response.body.getReader();
    for (;;) {
      const { done, value: chunk } = await reader.read();
      cut.signal.throwIfAborted();
      if (done) break;
      timer.refresh();
      if (intake.receivedBytes + chunk.length > part.encryptedPartSize) {
        throw wrong(part, `more than its ${part.encryptedPartSize} bytes came`);
      }
      await intake.add(chunk);
      if (intake.receivedBytes - toldBytes >= progressStepBytes) {
        toldBytes = intake.receivedBytes;
        download.emit({
          type: 'download-progress',
          ordinalNumber: part.ordinalNumber,
          receivedBytes: toldBytes,
          totalBytes: part.encryptedPartSize,
        });
      }
    }
    await intake.end();
    return { kind: 'whole' };
  } catch (cause) {
    download.signal.throwIfAborted();
    // What came before the break need not come again.
    await intake.flush();
    if (cause instanceof KsefError && !(cause instanceof TransportError)) throw cause;
    const reason = stalled
      ? `nothing came for ${download.stallTimeoutMs} ms`
      : `the connection broke (${cause instanceof Error ? cause.message : String(cause)})`;
    return { kind: 'cut', reason, cause };
  } finally {
    clearTimeout(timer);
    off();
    // What came too much, or came before a failure, is not waited for.
    reader?.cancel().catch(() => undefined);
  }
}

function isGood(faults: PartFaults): boolean {
  return faults.size === undefined && !faults.undecryptable && faults.mismatches.length === 0;
}

/** True when the caller accepts what is wrong; else the error. */
async function acceptOrThrow(
  part: PackagePart,
  faults: PartFaults,
  { acceptMismatch, emit }: PartDownload,
): Promise<true> {
  const { ordinalNumber } = part;
  if (faults.undecryptable && faults.mismatches.every(({ field }) => field !== 'encryptedPartHash')) {
    throw new CryptoError(
      `Part ${ordinalNumber} is what KSeF states and cannot be decrypted: the key or IV is not that of this export.`,
      { code: 'DECRYPTION_FAILED' },
    );
  }
  if (faults.size !== undefined || faults.undecryptable) throw wrong(part, describe(faults));
  for (const mismatch of faults.mismatches) {
    if (!(await acceptMismatch?.(mismatch))) throw wrong(part, describe(faults));
    emit({ type: 'mismatch-accepted', ordinalNumber, field: mismatch.field });
  }
  return true;
}

function wrong(part: PackagePart, why: string): IntegrityError {
  return new IntegrityError(
    `Part ${part.ordinalNumber} of the package is not what KSeF states: ${why}. A new export usually mends it.`,
    { code: 'PART_MISMATCH' },
  );
}

function describe({ size, undecryptable, mismatches }: PartFaults): string {
  const reasons = mismatches.map(
    ({ field, expected, actual }) => `${field} is ${actual} instead of ${expected}`,
  );
  if (size !== undefined) reasons.unshift(size);
  if (undecryptable) reasons.push('it cannot be decrypted');
  return reasons.join('; ');
}

function isHtml(response: Answer): boolean {
  return response.headers.get('content-type')?.includes('text/html') ?? false;
}
