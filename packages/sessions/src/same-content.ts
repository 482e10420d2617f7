import { type Api, type CallOptions, getInvoice } from '@ksef/api';
import { hashOf } from './hash-of.js';

/** Whether KSeF keeps these very bytes under a number; undefined when it does not hand them out. */
export async function hasSameContent(
  api: Api,
  ksefNumber: string,
  invoiceHash: string,
  options: CallOptions,
): Promise<boolean | undefined> {
  try {
    const { bytes, contentHash } = await getInvoice(api, { ksefNumber }, options);
    const hash = hashOf(bytes);
    return contentHash === undefined || contentHash === hash ? hash === invoiceHash : undefined;
  } catch {
    // The original may be another context's, not stored yet, or past the download limit: nothing is known then.
    options.signal?.throwIfAborted();
    return undefined;
  }
}
