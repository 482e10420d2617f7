import { decodeBase64Url, InvalidInputError, lenientNip } from '@ksef/core';
import { quoted } from '@ksef/core/internal';
import { hashInLink, isHashOf } from './invoice-hash.js';
import { matchLink } from './match-link.js';

/** What the verification link of an invoice (KOD I) is made of. */
export interface InvoiceLinkInput {
  /** One of `environments` of `@ksef/core`: where the link leads. */
  readonly environment: { readonly qrUrl: string };
  /** Ten digits. */
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
  /** SHA-256 of the invoice file, 32 bytes. */
  readonly invoiceHash: Uint8Array;
}

/**
 * The link behind KOD I, at which anyone can check an invoice. Source: kody-qr.md.
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
  // The name of an environment is none, and a printed code cannot be mended.
  matchLink(link, 'invoice', '.+');
  return link;
}

/**
 * Takes a verification link apart, strictly: a changed last character is noticed.
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
 * Whether a link leads to exactly this invoice file.
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
  // Written again, only a real day of four-digit years gives the same.
  const written = new Date(`${date}T00:00Z`).toJSON()?.slice(0, 10);
  if (written && written === date) return date.split('-');
  throw new InvalidInputError(`Invalid date ${quoted(date)}. Use YYYY-MM-DD.`, {
    code: 'INVALID_DATE',
    input: 'issueDate',
  });
}
