import { decodeBase64, encodeBase64Url, InvalidInputError, lenientNip } from '@ksef/core';
import { isCalendarDate } from './calendar-date.js';

/** What a verification link is made of. */
export interface InvoiceLinkInput {
  /** An entry of `environments`, or any object with the address of the verification page. */
  readonly environment: { readonly qrUrl: string };
  /** NIP of the seller, as the invoice has it. */
  readonly sellerNip: string;
  /** Date of issue (`P_1`), `YYYY-MM-DD`. */
  readonly issueDate: string;
  /** SHA-256 of the invoice file: 32 bytes, or their Base64. */
  readonly invoiceHash: Uint8Array | string;
}

/**
 * The link behind the QR code of an invoice (KOD I), by which anyone can look the invoice up in KSeF.
 *
 * @throws InvalidInputError `INVALID_ENVIRONMENT`, `INVALID_NIP`, `INVALID_DATE`, `INVALID_BASE64`, `INVALID_HASH`
 * @example
 * ```ts
 * import { environments, sha256 } from '@ksef/core';
 * import { invoiceLink } from '@ksef/qr';
 *
 * async function linkOf(xml: Uint8Array): Promise<string> {
 *   const invoiceHash = await sha256(xml);
 *   return invoiceLink({ environment: environments.test, sellerNip: '5265877635', issueDate: '2026-02-02', invoiceHash });
 * }
 * ```
 */
export function invoiceLink(input: InvoiceLinkInput): string {
  const { environment, issueDate, invoiceHash } = input;
  if (typeof environment?.qrUrl !== 'string' || !URL.canParse(environment.qrUrl)) {
    throw new InvalidInputError('The environment has no address of a verification page (qrUrl).', {
      code: 'INVALID_ENVIRONMENT',
      input: 'environment',
    });
  }
  // TEST takes numbers that break the checksum, and their invoices need links too.
  const sellerNip = lenientNip(input.sellerNip);
  if (!isCalendarDate(issueDate)) {
    throw new InvalidInputError(`${JSON.stringify(issueDate)} is no date: YYYY-MM-DD is needed.`, {
      code: 'INVALID_DATE',
      input: 'issueDate',
    });
  }
  const hash = typeof invoiceHash === 'string' ? decodeBase64(invoiceHash) : invoiceHash;
  if (!(hash instanceof Uint8Array) || hash.length !== 32) {
    throw new InvalidInputError('An invoice hash is a SHA-256: 32 bytes.', {
      code: 'INVALID_HASH',
      input: 'invoiceHash',
    });
  }
  const [year, month, day] = issueDate.split('-');
  const base = environment.qrUrl.replace(/\/+$/, '');
  return `${base}/invoice/${sellerNip}/${day}-${month}-${year}/${encodeBase64Url(hash)}`;
}
