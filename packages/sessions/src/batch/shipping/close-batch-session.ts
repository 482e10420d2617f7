import { type Api, type CallOptions, closeBatchSession as close } from '@ksef/api';
import { KsefApiError, UnknownOutcomeError } from '@ksef/core';
import { checkOptions, growingWaits } from '@ksef/core/internal';
import { callChecks } from '../../options/index.js';
import { isUnknownSession, statusAfterClose } from '../../status/index.js';

const statusForbids = 21180;
const mostAttempts = 8;
const mostUnknown = 4;

/**
 * Closes a batch session, so that KSeF starts to process it. If the answer is unclear, the session's status decides.
 * Closing a closed session does nothing.
 *
 * @throws KsefApiError 21173 for a session that KSeF still does not know after some tries,
 * 21157 (a part's size differs), 21205 (a part is missing), 21208 (time for uploads is over)
 * @throws UnknownOutcomeError when the session keeps its state and its status does not explain why
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { formCodes } from '@ksef/core';
 * import { type InvoiceInput, type SymmetricKeyEncryptor, waitForSession } from '@ksef/sessions';
 * import { buildBatch, closeBatchSession, memoryPartStore, openBatchSession, uploadParts } from '@ksef/sessions/batch';
 *
 * declare const api: Api;
 * declare const encryptor: SymmetricKeyEncryptor;
 * declare const invoices: AsyncIterable<InvoiceInput>;
 *
 * const partStore = memoryPartStore();
 * const batch = await buildBatch(invoices, { partStore });
 * const { referenceNumber, partUploadRequests } = await openBatchSession(api, {
 *   formCode: formCodes.fa3,
 *   batch,
 *   encryptor,
 * });
 * await uploadParts(api, partUploadRequests, batch.parts, partStore);
 * await closeBatchSession(api, referenceNumber);
 * await waitForSession(api, referenceNumber);
 * ```
 */
export async function closeBatchSession(
  api: Api,
  referenceNumber: string,
  options: CallOptions = {},
): Promise<void> {
  checkOptions<CallOptions>(options, callChecks);
  const waits = growingWaits(500, 10_000);
  let unknown = 0;
  for (let attempt = 1; ; attempt++) {
    try {
      return await close(api, { referenceNumber }, options);
    } catch (error) {
      const unclear =
        error instanceof UnknownOutcomeError ||
        (error instanceof KsefApiError && error.hasCode(statusForbids));
      if (!unclear) {
        if (!isUnknownSession(error) || ++unknown > mostUnknown) throw error;
        await api.clock.sleep(waits.next().value, options.signal);
        continue;
      }
      const code = await statusAfterClose(api, referenceNumber, error, options);
      // 100 is a session that waits for its parts. Any other status means that it was closed.
      if (code !== undefined && code !== 100) return;
      if (attempt >= mostAttempts) throw error;
    }
    await api.clock.sleep(waits.next().value, options.signal);
  }
}
