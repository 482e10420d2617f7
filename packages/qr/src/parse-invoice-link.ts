import { decodeBase64Url, InvalidInputError, lenientNip, type Nip } from '@ksef/core';
import { isCalendarDate } from './calendar-date.js';

/** What a verification link says. */
export interface InvoiceLink {
  /** Address of the verification page, without a slash at the end. */
  readonly qrUrl: string;
  readonly sellerNip: Nip;
  /** `YYYY-MM-DD` */
  readonly issueDate: string;
  /** SHA-256 of the invoice file, 32 bytes. */
  readonly invoiceHash: Uint8Array<ArrayBuffer>;
}

// Date of the link: day first.
const shape = /^(.*)\/invoice\/(\d{10})\/(\d{2})-(\d{2})-(\d{4})\/([A-Za-z0-9_-]{43})$/;

/**
 * Reads a verification link (KOD I). Strict: one invoice has exactly one link, so a changed last character, padding,
 * a query or a slash at the end are refused.
 *
 * The page's address is not checked against KSeF's: compare `qrUrl` when the link comes from someone else.
 *
 * @throws InvalidInputError `INVALID_LINK`
 */
export function parseInvoiceLink(link: string): InvoiceLink {
  const found = typeof link === 'string' && URL.canParse(link) ? shape.exec(link) : null;
  if (!found) throw invalid('it is not …/invoice/{NIP}/{DD-MM-YYYY}/{SHA-256 as Base64URL}');
  const [, qrUrl = '', nip = '', day, month, year, hash = ''] = found;
  if (/[?#\s]/.test(qrUrl) || qrUrl.endsWith('/')) throw invalid('the address of the page is malformed');
  const issueDate = `${year}-${month}-${day}`;
  if (!isCalendarDate(issueDate)) throw invalid(`${day}-${month}-${year} is no date`);
  try {
    return { qrUrl, sellerNip: lenientNip(nip), issueDate, invoiceHash: decodeBase64Url(hash) };
  } catch (cause) {
    throw invalid(cause instanceof Error ? cause.message : 'it cannot be decoded', cause);
  }
}

function invalid(why: string, cause?: unknown): InvalidInputError {
  return new InvalidInputError(`This is no verification link of an invoice: ${why}.`, {
    code: 'INVALID_LINK',
    input: 'link',
    cause,
  });
}
