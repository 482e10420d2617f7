import {
  decodeBase64,
  decodeBase64Url,
  encodeBase64Url,
  InvalidInputError,
  lenientNip,
  sha256,
} from '@ksef/core';

/** What the verification link of an invoice (KOD I) is made of. */
export interface InvoiceLinkInput {
  readonly environment: { readonly qrUrl: string };
  readonly sellerNip: string;
  /** Date of issue (`P_1`), `YYYY-MM-DD`. */
  readonly issueDate: string;
  /** SHA-256 of the invoice file: 32 bytes, or their Base64. */
  readonly invoiceHash: Uint8Array | string;
}

/** What a verification link says. */
export interface InvoiceLinkParts {
  readonly sellerNip: string;
  /** `YYYY-MM-DD`. */
  readonly issueDate: string;
  readonly invoiceHash: Uint8Array;
}

/**
 * The link behind KOD I, at which anyone can check an invoice. Source: kody-qr.md.
 *
 * @throws InvalidInputError `INVALID_NIP`, `INVALID_DATE`, `INVALID_HASH`, `INVALID_BASE64`
 * @example
 * ```ts
 * import { environments } from '@ksef/core';
 * import { invoiceLink } from '@ksef/qr';
 *
 * const invoiceHash = 'ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=';
 * invoiceLink({ environment: environments.prd, sellerNip: '5265877635', issueDate: '2026-02-01', invoiceHash });
 * // https://qr.ksef.mf.gov.pl/invoice/5265877635/01-02-2026/ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0
 * ```
 */
export function invoiceLink({ environment, sellerNip, issueDate, invoiceHash }: InvoiceLinkInput): string {
  const hash = typeof invoiceHash === 'string' ? decodeBase64(invoiceHash) : invoiceHash;
  if (hash.length !== 32)
    throw invalid('INVALID_HASH', 'invoiceHash', `A SHA-256 has 32 bytes, this hash has ${hash.length}.`);
  const [year, month, day] = checkedDate(issueDate);
  return `${environment.qrUrl}/invoice/${lenientNip(sellerNip)}/${day}-${month}-${year}/${encodeBase64Url(hash)}`;
}

/**
 * Takes a verification link apart, strictly: a changed last character is noticed.
 *
 * @throws InvalidInputError `INVALID_LINK`, `INVALID_DATE`, `INVALID_NIP`, `INVALID_BASE64`
 */
export function parseInvoiceLink(link: string): InvoiceLinkParts {
  const match =
    /^https?:\/\/[^/]+\/(?:[^?#]*\/)?invoice\/(\d{10})\/(\d\d)-(\d\d)-(\d{4})\/([A-Za-z0-9_-]{43})$/.exec(
      link,
    );
  if (match === null) {
    throw invalid(
      'INVALID_LINK',
      'link',
      'This is no verification link of an invoice: …/invoice/NIP/DD-MM-YYYY/hash.',
    );
  }
  const [, sellerNip = '', day, month, year, hash = ''] = match;
  const issueDate = `${year}-${month}-${day}`;
  checkedDate(issueDate);
  return { sellerNip: lenientNip(sellerNip), issueDate, invoiceHash: decodeBase64Url(hash) };
}

/** Whether a link leads to exactly this invoice file. @throws what {@link parseInvoiceLink} throws */
export async function verifyInvoiceLink(link: string, invoice: Uint8Array): Promise<boolean> {
  const { invoiceHash } = parseInvoiceLink(link);
  return encodeBase64Url(await sha256(invoice)) === encodeBase64Url(invoiceHash);
}

function checkedDate(date: string): readonly string[] {
  const real =
    /^\d{4}-\d\d-\d\d$/.test(date) && new Date(`${date}T00:00:00Z`).toJSON()?.slice(0, 10) === date;
  if (!real)
    throw invalid(
      'INVALID_DATE',
      'issueDate',
      `${JSON.stringify(date)} is not a date: YYYY-MM-DD is needed.`,
    );
  return date.split('-');
}

function invalid(code: string, input: string, message: string): InvalidInputError {
  return new InvalidInputError(message, { code, input });
}
