import { createHash } from 'node:crypto';
import { type Api, getInvoice as download, getInvoiceOperation } from '@ksef/api';
import { IntegrityError, ksefNumber, sha256Base64 } from '@ksef/core';
import { type GetInvoiceOptions, waitUntilAvailable } from './wait-until-available.js';

/**
 * Downloads an invoice and checks its hash. KSeF allows 64 an hour: for many use `exportInvoices`. Waits for an
 * invoice that KSeF has just accepted (21165).
 *
 * @throws InvalidInputError `INVALID_KSEF_NUMBER`, `INVALID_OPTION`
 * @throws IntegrityError `INVOICE_MISMATCH` when the hash differs from the one that KSeF states
 * @throws KsefApiError 21164 for an invoice that KSeF does not know
 * @throws KsefStatusError `WAIT_TIMEOUT`, `status.code` 21165: KSeF has it, but does not hand it out yet
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { getInvoice } from '@ksef/export';
 *
 * declare const api: Api;
 *
 * const xml = await getInvoice(api, '5265877635-20250826-0100001AF629-AF');
 * ```
 */
export async function getInvoice(
  api: Api,
  number: string,
  options: GetInvoiceOptions = {},
): Promise<Uint8Array> {
  const input = { ksefNumber: ksefNumber(number) };
  const { bytes, contentHash } = await waitUntilAvailable(api, number, options, (call) =>
    download(api, input, call),
  );
  if (contentHash !== undefined && (await sha256Base64(bytes)) !== contentHash) throw mismatch(number);
  return bytes;
}

/**
 * The same as a stream, which ends with an `IntegrityError` when the hash is wrong: use nothing before its end.
 *
 * @throws as {@link getInvoice}
 * @example
 * ```ts
 * import { createWriteStream } from 'node:fs';
 * import { Writable } from 'node:stream';
 * import type { Api } from '@ksef/api';
 * import { openInvoice } from '@ksef/export';
 *
 * declare const api: Api;
 *
 * const xml = await openInvoice(api, '5265877635-20250826-0100001AF629-AF');
 * await xml.pipeTo(Writable.toWeb(createWriteStream('invoice.xml', { mode: 0o600 })));
 * ```
 */
export async function openInvoice(
  api: Api,
  number: string,
  options: GetInvoiceOptions = {},
): Promise<ReadableStream<Uint8Array>> {
  const input = { ksefNumber: ksefNumber(number) };
  const document = await waitUntilAvailable(api, number, options, (call) =>
    api.download(getInvoiceOperation, input, call),
  );
  const hash = createHash('sha256');
  return document.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        hash.update(chunk);
        controller.enqueue(chunk);
      },
      flush() {
        if (document.contentHash !== undefined && hash.digest('base64') !== document.contentHash) {
          throw mismatch(number);
        }
      },
    }),
  );
}

function mismatch(number: string): IntegrityError {
  return new IntegrityError(`Invoice ${number} does not have the hash that KSeF states. Download it again.`, {
    code: 'INVOICE_MISMATCH',
  });
}
