import type { Api, BinaryDocument, CallOptions } from '@ksef/api';
import { discard, readBytes, timeLimit, untilAborted } from '@ksef/api/internal';
import { hashOf } from '../invoice/index.js';

const longestDownloadMs = 60_000;
// A receipt of 10 000 invoices takes about a sixth of it.
const longestBytes = 64 * 1024 * 1024;

/**
 * The document behind a presigned link; undefined if the link does not return a complete document, e.g. because it has
 * expired.
 */
export async function downloadLink(
  api: Api,
  url: string,
  options: CallOptions,
): Promise<BinaryDocument | undefined> {
  // Aborted explicitly: Node 20 may collect an AbortSignal.any, and then a stalled body is waited for without end.
  const { signal, end } = timeLimit(options.timeoutMs ?? longestDownloadMs, options.signal);
  try {
    const response = await api.presigned({ url, signal, timeoutMs: options.timeoutMs });
    if (response.status !== 200) {
      discard(response);
      return undefined;
    }
    const bytes = new Uint8Array(await untilAborted(signal, readBytes(response, longestBytes)));
    const contentHash = response.headers.get('x-ms-meta-hash') ?? undefined;
    return contentHash === undefined || contentHash === hashOf(bytes) ? { bytes, contentHash } : undefined;
  } catch {
    options.signal?.throwIfAborted();
    return undefined;
  } finally {
    end();
  }
}
