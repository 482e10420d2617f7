import { decodeBase64Url, InvalidInputError, lenientNip } from '@ksef/core';
import { quoted } from '@ksef/core/internal';
import { hashInLink, isHashOf } from './invoice-hash.js';
import { matchLink } from './match-link.js';

/** The input of an invoice's verification link (KOD I). */
export interface InvoiceLinkInput {
  /** One of `environments` of `@ksef/core`: the target of the link. */
  readonly environment: { readonly qrUrl: string };
  /** Ten digits. */
  readonly sellerNip: string;
  /** Date of issue (`P_1`), `YYYY-MM-DD`. */
  readonly issueDate: string;
  /** SHA-256 of the invoice file: 32 bytes, or their Base64. */
  readonly invoiceHash: Uint8Array | string;
}

/** The contents of a verification link. */
export interface InvoiceLinkParts {
  readonly sellerNip: string;
  /** `YYYY-MM-DD`. */
  readonly issueDate: string;
  /** SHA-256 of the invoice file, 32 bytes. */
  readonly invoiceHash: Uint8Array;
}

/**
 * The link of KOD I, which anyone can open to verify an invoice. Source: kody-qr.md.
 *
 * @throws InvalidInputError `INVALID_NIP`, `INVALID_DATE`, `INVALID_HASH`, `INVALID_BASE64`; `INVALID_LINK` for an
 * environment without `qrUrl`
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
  const hash = hashInLink(invoiceHash);
  const [year, month, day] = checkedDate(issueDate);
  const link = `${environment.qrUrl}/invoice/${lenientNip(sellerNip)}/${day}-${month}-${year}/${hash}`;
  // The name of an environment is not an address, and a printed code cannot be corrected.
  matchLink(link, 'invoice', '.+');
  return link;
}

/**
 * Parses a verification link strictly: a changed last character is detected.
 *
 * @throws InvalidInputError `INVALID_LINK`, `INVALID_DATE`, `INVALID_NIP`, `INVALID_BASE64`
 * @example
 * ```ts
 * import { parseInvoiceLink, verifyInvoiceLink } from '@ksef/qr';
 *
 * declare const link: string; // read from a code
 * declare const invoice: Uint8Array; // the file
 *
 * const { sellerNip, issueDate } = parseInvoiceLink(link);
 * console.log(sellerNip, issueDate, await verifyInvoiceLink(link, invoice));
 * ```
 */
export function parseInvoiceLink(link: string): InvoiceLinkParts {
  const [, sellerNip = '', day, month, year, hash = ''] = matchLink(
    link,
    'invoice',
    '(\\d{10})/(\\d\\d)-(\\d\\d)-(\\d{4})/([\\w-]{43})',
  );
  const issueDate = `${year}-${month}-${day}`;
  checkedDate(issueDate);
  return { sellerNip: lenientNip(sellerNip), issueDate, invoiceHash: decodeBase64Url(hash) };
}

/**
 * Whether a link belongs to exactly this invoice file.
 *
 * @throws what {@link parseInvoiceLink} throws
 * @example
 * ```ts
 * import { parseInvoiceLink, verifyInvoiceLink } from '@ksef/qr';
 *
 * declare const link: string; // read from a code
 * declare const invoice: Uint8Array; // the file
 *
 * const { sellerNip, issueDate } = parseInvoiceLink(link);
 * console.log(sellerNip, issueDate, await verifyInvoiceLink(link, invoice));
 * ```
 */
export async function verifyInvoiceLink(link: string, invoice: Uint8Array): Promise<boolean> {
  const { invoiceHash } = parseInvoiceLink(link);
  return isHashOf(invoiceHash, invoice);
}

function checkedDate(date: string): readonly string[] {
  // Formatting the date again gives the same text only for a real day with a four-digit year.
  const written = new Date(`${date}T00:00Z`).toJSON()?.slice(0, 10);
  if (written && written === date) return date.split('-');
  throw new InvalidInputError(`Invalid date ${quoted(date)}. Use YYYY-MM-DD.`, {
    code: 'INVALID_DATE',
    input: 'issueDate',
  });
}
