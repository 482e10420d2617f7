import { InvalidInputError } from '@ksef/core';
import { quoted } from '@ksef/core/internal';
import type { InvoiceSubjectType } from '@ksef/export';
import { decimal } from '../amount/index.js';
import { isDay } from '../period/index.js';

/**
 * How an invoice without a KSeF number was issued: offline by choice (`offline24`), during an announced unavailability
 * of KSeF (`offline`), in its failure mode (tryb awaryjny, `emergency`), in a total failure (`totalFailure`), or
 * outside of KSeF for another reason, such as an invoice for a consumer (`outsideKsef`). `notInvoice` is another
 * document of the VAT register, such as an internal one.
 */
export type BookMode = 'offline24' | 'offline' | 'emergency' | 'totalFailure' | 'outsideKsef' | 'notInvoice';

/** The marks of JPK_V7M(3) and JPK_V7K(3) for an entry without a KSeF number. */
export type JpkMark = 'OFF' | 'BFK' | 'DI';

/** An invoice in your books. */
export interface BookRow {
  /** The seller's number (`P_2`). Spaces and case make no difference. */
  readonly number: string;
  /** Date of issue (`P_1`), `YYYY-MM-DD`. */
  readonly date: string;
  /** Total amount due (`P_15`), a decimal such as `1230.00`. */
  readonly gross: string;
  /** NIP of the other party: the buyer for `Subject1`, otherwise the seller. May be omitted for buyers without one. */
  readonly nip?: string | undefined;
  /** Your role. May be omitted if only one role is reconciled. */
  readonly subjectType?: InvoiceSubjectType | undefined;
  /** Default `PLN`. */
  readonly currency?: string | undefined;
  readonly ksefNumber?: string | undefined;
  /** SHA-256 of the file, Base64. */
  readonly invoiceHash?: string | undefined;
  /** How an invoice without a KSeF number was issued. */
  readonly mode?: BookMode | undefined;
  /** What you have put into JPK_V7: a KSeF number, `OFF`, `BFK` or `DI`. */
  readonly jpkMarker?: string | undefined;
}

/** A row that was checked. */
export interface CheckedBookRow extends BookRow {
  readonly subjectType: InvoiceSubjectType;
  readonly currency: string;
}

const modes: ReadonlySet<unknown> = new Set<BookMode>([
  'offline24',
  'offline',
  'emergency',
  'totalFailure',
  'outsideKsef',
  'notInvoice',
]);
const longestNumber = 256;
const longestText = 64;

/** @throws InvalidInputError `INVALID_BOOK_ROW`, which names row and field */
export function checkBookRow(
  row: BookRow,
  index: number,
  subjectTypes: readonly InvoiceSubjectType[],
): CheckedBookRow {
  const refuse = (field: keyof BookRow, wanted: string) => {
    const input = `books[${index}].${field}`;
    const given = quoted(row?.[field]);
    return new InvalidInputError(`${input} must be ${wanted}, not ${given}.`, {
      code: 'INVALID_BOOK_ROW',
      input,
    });
  };
  const fits = (value: unknown, most: number) =>
    typeof value === 'string' && value.trim() !== '' && value.length <= most;
  if (!fits(row?.number, longestNumber)) throw refuse('number', `a text of 1 to ${longestNumber} characters`);
  if (!isDay(row.date)) throw refuse('date', 'a day such as 2026-02-01');
  if (typeof row.gross !== 'string' || !/^-?\d{1,18}(\.\d{1,8})?$/.test(row.gross))
    throw refuse('gross', 'a decimal in a text, such as "1230.00"');
  const subjectType = row.subjectType ?? (subjectTypes.length === 1 ? subjectTypes[0] : undefined);
  if (subjectType === undefined || !subjectTypes.includes(subjectType))
    throw refuse('subjectType', `one of those that are reconciled (${subjectTypes.join(', ')})`);
  const currency = row.currency ?? 'PLN';
  if (typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency))
    throw refuse('currency', 'a code of three letters');
  for (const field of ['nip', 'ksefNumber', 'invoiceHash', 'jpkMarker'] as const)
    if (row[field] !== undefined && !fits(row[field], longestText))
      throw refuse(field, `a text of 1 to ${longestText} characters, or left out`);
  if (row.nip === undefined && subjectType !== 'Subject1')
    throw refuse('nip', "the seller's NIP for purchases");
  if (row.mode !== undefined && !modes.has(row.mode)) throw refuse('mode', [...modes].join(', '));
  return { ...picked(row), subjectType, currency, gross: decimal(row.gross) };
}

/** Without unknown fields: rows of 100 000 invoices wait in files. */
function picked(row: BookRow): BookRow {
  const { number, date, gross, nip, ksefNumber, invoiceHash, mode, jpkMarker } = row;
  return { number, date, gross, nip, ksefNumber, invoiceHash, mode, jpkMarker };
}
