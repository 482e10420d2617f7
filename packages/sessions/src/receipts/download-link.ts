import type { Api, BinaryDocument, CallOptions } from '@ksef/api';
import { hashOf } from '../invoice/index.js';

const longestDownloadMs = 60_000;

/** What a presigned link leads to; undefined when it does not lead to a whole document, e.g. because it has expired. */
export async function downloadLink(
  api: Api,
  url: string,
  options: CallOptions,
): Promise<BinaryDocument | undefined> {
  const limit = AbortSignal.timeout(options.timeoutMs ?? longestDownloadMs);
  const signal = options.signal === undefined ? limit : AbortSignal.any([options.signal, limit]);
  try {
    const response = await api.presigned({ url, signal, timeoutMs: options.timeoutMs });
    if (response.status !== 200) {
      await response.body?.cancel();
      return undefined;
    }
    const bytes = new Uint8Array(await response.arrayBuffer());
    const contentHash = response.headers.get('x-ms-meta-hash') ?? undefined;
    return contentHash === undefined || contentHash === hashOf(bytes) ? { bytes, contentHash } : undefined;
  } catch {
    options.signal?.throwIfAborted();
    return undefined;
  }
}
