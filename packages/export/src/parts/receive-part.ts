import type { Answer, Api } from '@ksef/api';
import { KsefError, TransportError } from '@ksef/core';
import { messageOf } from '@ksef/core/internal';
import type { PackagePart, PartCheck } from './part-check.js';
import type { PartDownload } from './part-download.js';
import { wrong } from './part-faults.js';
import { PartIntake } from './part-intake.js';
import { StallWatch } from './stall-watch.js';

const progressStepBytes = 4_194_304;
// HTTP statuses with which storage reports an expired link.
const linkEnded = new Set([401, 403, 404, 410]);

/** How a request for a part ended. */
export type Received =
  | { readonly kind: 'whole' }
  | { readonly kind: 'link-ended'; readonly reason: string }
  | { readonly kind: 'cut'; readonly reason: string; readonly cause?: unknown };

/** One request, from the current position of the part. */
export async function receivePart(
  api: Api,
  { url, method }: Pick<PackagePart, 'method' | 'url'>,
  check: PartCheck,
  download: PartDownload,
): Promise<Received> {
  download.signal.throwIfAborted();
  const watch = new StallWatch(download.signal, download.stallTimeoutMs);
  const intake = new PartIntake(check);
  const from = check.receivedBytes;
  try {
    const headers = from === 0 ? {} : { range: `bytes=${from}-` };
    const response = await api.presigned({ url, method, headers, signal: watch.signal });
    watch.alive();
    if (linkEnded.has(response.status)) return await refused(response, 'link-ended');
    const goesOn =
      response.status === 206 && response.headers.get('content-range')?.startsWith(`bytes ${from}-`);
    const isPart = (response.status === 200 || goesOn) && !isHtml(response);
    // The bytes so far cannot be trusted to match what would follow.
    if (from > 0 && !(isPart && goesOn)) check.restart();
    if (!isPart) return await refused(response, 'cut');
    // Without a body, nothing came: the part is empty, which its size shows.
    if (response.body !== null) await takeIn(watch.chunks(response.body), intake, check.part, download);
    return { kind: 'whole' };
  } catch (cause) {
    download.signal.throwIfAborted();
    // What arrived before the break is not fetched again.
    await intake.flush();
    if (cause instanceof KsefError && !(cause instanceof TransportError)) throw cause;
    const reason = watch.hasStalled
      ? `nothing came for ${download.stallTimeoutMs} ms`
      : `the connection broke (${messageOf(cause)})`;
    return { kind: 'cut', reason, cause };
  } finally {
    watch.end();
  }
}

/** The storage's response instead of the part. */
async function refused({ status, body }: Answer, kind: 'link-ended' | 'cut'): Promise<Received> {
  await body?.cancel();
  const reason =
    kind === 'cut' ? `the storage answered HTTP ${status}` : `the link has expired (HTTP ${status})`;
  return { kind, reason };
}

async function takeIn(
  chunks: AsyncIterable<Uint8Array>,
  intake: PartIntake,
  part: PackagePart,
  { emit }: PartDownload,
): Promise<void> {
  const { ordinalNumber, encryptedPartSize: totalBytes } = part;
  let toldBytes = intake.receivedBytes;
  for await (const chunk of chunks) {
    if (intake.receivedBytes + chunk.length > totalBytes)
      throw wrong(part, `more than its ${totalBytes} bytes came`);
    await intake.add(chunk);
    const { receivedBytes } = intake;
    if (receivedBytes - toldBytes < progressStepBytes) continue;
    toldBytes = receivedBytes;
    emit({ type: 'download-progress', ordinalNumber, receivedBytes, totalBytes });
  }
  await intake.end();
}

function isHtml(response: Answer): boolean {
  return response.headers.get('content-type')?.includes('text/html') ?? false;
}
