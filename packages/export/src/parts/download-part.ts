import { join } from 'node:path';
import type { Api } from '@ksef/api';
import { TransportError } from '@ksef/core';
import { growingWaits, stopwatch } from '@ksef/core/internal';
import { type PackagePart, PartCheck } from './part-check.js';
import type { PartDownload } from './part-download.js';
import { acceptOrThrow, describe, isGood } from './part-faults.js';
import { type Received, receivePart } from './receive-part.js';
import { SpoolFile } from './spool-file.js';
import { SpooledPart } from './spooled-part.js';

// Attempts without progress; as long as bytes arrive, a download continues.
const mostFailures = 6;

/**
 * Downloads a part into the spool as ciphertext and verifies both sizes and hashes. A broken download resumes where it
 * stopped, if the storage supports that; a wrong part is fetched once more before it counts as wrong.
 */
export async function downloadPart(
  api: Api,
  part: PackagePart,
  download: PartDownload,
): Promise<SpooledPart> {
  const { ordinalNumber, partSize: sizeBytes } = part;
  const elapsedMs = stopwatch(api.clock);
  const file = await SpoolFile.create(join(download.folder, `part-${ordinalNumber}`));
  try {
    await receiveWell(api, new PartCheck(part, () => download.digest(file)), download);
  } catch (error) {
    await file.close();
    throw error;
  }
  download.emit({ type: 'part-verified', ordinalNumber, sizeBytes, durationMs: elapsedMs() });
  return new SpooledPart(ordinalNumber, sizeBytes, file, download.access);
}

/** As many requests as it takes until the part is what KSeF states. */
async function receiveWell(api: Api, check: PartCheck, download: PartDownload): Promise<void> {
  const { ordinalNumber } = check.part;
  const waits = growingWaits(250, 10_000);
  let wasWrong = false;
  let stale: string | undefined;
  for (let failures = 0; ; ) {
    const link = await download.link(ordinalNumber, stale);
    const before = check.receivedBytes;
    const received = await receivePart(api, link, check, download);
    let reason: string;
    if (received.kind === 'whole') {
      const faults = await check.finish();
      if (isGood(faults) || (wasWrong && (await acceptOrThrow(check.part, faults, download)))) return;
      reason = describe(faults);
      wasWrong = true;
      check.restart();
    } else {
      reason = received.reason;
      failures = check.receivedBytes > before ? 1 : failures + 1;
      if (failures >= mostFailures) throw notDownloaded(ordinalNumber, received);
    }
    download.emit({ type: 'part-retry', ordinalNumber, reason });
    stale = received.kind === 'link-ended' ? link.url : undefined;
    if (stale === undefined) await api.clock.sleep(waits.next().value, download.signal);
  }
}

function notDownloaded(
  ordinalNumber: number,
  received: Exclude<Received, { kind: 'whole' }>,
): TransportError {
  return new TransportError(`Part ${ordinalNumber} could not be downloaded: ${received.reason}.`, {
    code: 'NETWORK',
    cause: 'cause' in received ? received.cause : undefined,
  });
}
