import type { Answer, Api, Schemas } from '@ksef/api';
import { IntegrityError, KsefError, TransportError } from '@ksef/core';
import {
  callback,
  checkOptions,
  growingWaits,
  isSignal,
  type OptionChecks,
  stopwatch,
  wholeNumber,
} from '@ksef/core/internal';
import { requestTimeout } from '../../options/index.js';
import { type BatchPart, checkedStream, type PartStore } from '../parts/index.js';

/** Options of {@link uploadParts}. */
export interface UploadPartsOptions {
  /** The maximum number of concurrent uploads. Default 3. */
  readonly concurrency?: number | undefined;
  /** The maximum number of retries of a part. Default 5. */
  readonly retries?: number | undefined;
  /** Timeout of one upload, in milliseconds. Default 600 000. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called for each part that the storage has accepted. The upload continues when it resolves. */
  readonly onUploaded?:
    | ((part: BatchPart, upload: { readonly durationMs: number }) => void | Promise<void>)
    | undefined;
}

const checks: OptionChecks<UploadPartsOptions> = /* @__PURE__ */ Object.freeze({
  concurrency: wholeNumber(1, 100),
  retries: wholeNumber(0),
  timeoutMs: requestTimeout,
  signal: isSignal,
  onUploaded: callback,
});

/**
 * Uploads parts to the links from the opening of the session: directly from the store, several concurrently, each
 * hashed again while it is sent. Only the success status of KSeF's storage counts (201, not an HTML page).
 *
 * @throws KsefError `UPLOAD_REFUSED` when the links have expired; `UNSUPPORTED_FETCH` when it sends streams without a
 * length
 * @throws IntegrityError `PART_DAMAGED` when the store returns different bytes than were stored
 * @throws TransportError when every attempt failed
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
export async function uploadParts(
  api: Api,
  requests: readonly Schemas['PartUploadRequest'][],
  parts: readonly BatchPart[],
  store: PartStore,
  options: UploadPartsOptions = {},
): Promise<void> {
  checkOptions<UploadPartsOptions>(options, checks);
  const { concurrency = 3, retries = 5, onUploaded } = options;
  const failed = new AbortController();
  const signal =
    options.signal === undefined ? failed.signal : AbortSignal.any([options.signal, failed.signal]);
  const waiting = [...parts];
  const work = async () => {
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
      const { ordinalNumber } = part;
      const request = requests.find((one) => one.ordinalNumber === ordinalNumber);
      if (request === undefined)
        throw new IntegrityError(`KSeF gave no link for part ${ordinalNumber} of the package.`, {
          code: 'UPLOAD_LINK_MISSING',
        });
      const elapsedMs = stopwatch(api.clock);
      const waits = growingWaits(500, 15_000);
      for (let attempt = 1, done = false; !done; attempt++) {
        try {
          await uploadOnce(api, request, part, store, { ...options, signal });
          done = true;
        } catch (error) {
          signal.throwIfAborted();
          if (!(error instanceof TransportError) || attempt > retries) throw error;
          await api.clock.sleep(waits.next().value, signal);
        }
      }
      await onUploaded?.(part, { durationMs: elapsedMs() });
    }
  };
  const workers = Array.from({ length: concurrency }, work);
  try {
    await Promise.all(workers);
  } catch (error) {
    failed.abort(error);
    await Promise.allSettled(workers);
    options.signal?.throwIfAborted();
    throw error;
  }
}

/** @throws TransportError when another attempt may help */
async function uploadOnce(
  api: Api,
  request: Schemas['PartUploadRequest'],
  part: BatchPart,
  store: PartStore,
  { signal, timeoutMs }: UploadPartsOptions,
): Promise<void> {
  const { body, damage } = checkedStream(await store.read(part.name, { signal }), part);
  const headers: Record<string, string> = { 'content-length': String(part.fileSize) };
  for (const [name, value] of Object.entries(request.headers)) if (value !== null) headers[name] = value;
  let response: Answer;
  try {
    response = await api.presigned({
      url: request.url,
      method: request.method,
      headers,
      body,
      signal,
      timeoutMs,
    });
  } catch (error) {
    // A stream that was not read to its end keeps its file open.
    if (!body.locked) await body.cancel().catch(() => {});
    throw damage() ?? error;
  }
  await response.body?.cancel();
  const { status } = response;
  const isPage = response.headers.get('content-type')?.includes('text/html') ?? false;
  if (status === 201 && !isPage) return;
  const what = `Upload of part ${part.ordinalNumber} of the package was answered with HTTP ${status}`;
  if (status === 401 || status === 403)
    throw new KsefError(`${what}: the link has expired, or was refused.`, { code: 'UPLOAD_REFUSED' });
  if (status === 411)
    throw new KsefError(
      `${what}: this fetch sends streams without Content-Length, as Deno's does. Give nodeFetch of @ksef/api/node.`,
      { code: 'UNSUPPORTED_FETCH' },
    );
  throw new TransportError(
    `${what}${isPage ? ' and a page of HTML' : ''}; KSeF's storage takes a part with 201.`,
    { code: 'UPLOAD_FAILED', operation: 'upload of a part', status },
  );
}
