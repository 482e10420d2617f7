import { createHash } from 'node:crypto';
import { type Api, type CallOptions, getInvoice as download, getInvoiceOperation } from '@ksef/api';
import { IntegrityError, ksefNumber, sha256Base64 } from '@ksef/core';

/**
 * Downloads an invoice and checks its hash. KSeF allows 64 an hour: many come by `exportInvoices`.
 *
 * @throws InvalidInputError `INVALID_KSEF_NUMBER`
 * @throws IntegrityError `INVOICE_MISMATCH` when the bytes are not those that KSeF states
 * @throws KsefApiError 21164 for an invoice that KSeF does not know, 21165 for one that is not available yet
 */
export async function getInvoice(api: Api, number: string, options?: CallOptions): Promise<Uint8Array> {
  const { bytes, contentHash } = await download(api, { ksefNumber: ksefNumber(number) }, options);
  if (contentHash !== undefined && (await sha256Base64(bytes)) !== contentHash) throw mismatch(number);
  return bytes;
}

/**
 * The same as a stream, which ends in an `IntegrityError` when the hash is wrong: use nothing before its end.
 *
 * @throws InvalidInputError `INVALID_KSEF_NUMBER`
 */
export async function openInvoice(
  api: Api,
  number: string,
  options?: CallOptions,
): Promise<ReadableStream<Uint8Array>> {
  const document = await api.download(getInvoiceOperation, { ksefNumber: ksefNumber(number) }, options);
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
  return new IntegrityError(`Invoice ${number} came with other bytes than KSeF states: download it again.`, {
    code: 'INVOICE_MISMATCH',
  });
}
