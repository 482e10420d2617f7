import { type Api, type CallOptions, getInvoice } from '@ksef/api';
import { sha256Base64 } from '@ksef/core';

/** Whether KSeF keeps these very bytes under a number; undefined when it does not hand them out. */
export async function hasSameContent(
  api: Api,
  ksefNumber: string,
  invoiceHash: string,
  options: CallOptions,
): Promise<boolean | undefined> {
  try {
    const { bytes, contentHash } = await getInvoice(api, { ksefNumber }, options);
    const hash = await sha256Base64(bytes);
    return contentHash === undefined || contentHash === hash ? hash === invoiceHash : undefined;
  } catch {
    // The original may be another context's, not stored yet, or past the download limit: nothing is known then.
    options.signal?.throwIfAborted();
    return undefined;
  }
}
