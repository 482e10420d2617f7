import { checkOptions, flag, oneOf } from '@ksef/core/internal';
import type { ReconciliationRow } from './reconciliation-row.js';

/** Options of CSV. */
export interface CsvOptions {
  /** Default a comma. With a semicolon amounts have a decimal comma, as Polish spreadsheets expect. */
  readonly delimiter?: ',' | ';' | '\t' | undefined;
  /** Only rows with findings. Default false. */
  readonly onlyFindings?: boolean | undefined;
}

type Cell = string | undefined;

const columns: Readonly<Record<string, (row: ReconciliationRow) => Cell>> = {
  findings: ({ findings }) => findings.join(' '),
  subjectType: ({ subjectType }) => subjectType,
  ksefNumber: ({ ksef, book, journal }) => ksef?.ksefNumber ?? book?.ksefNumber ?? journal?.ksefNumber,
  number: ({ ksef, book }) => ksef?.invoiceNumber ?? book?.number,
  issueDate: ({ ksef, book }) => ksef?.issueDate ?? book?.date,
  sellerNip: ({ ksef }) => ksef?.sellerNip,
  buyerId: ({ ksef }) => ksef?.buyerId,
  currency: ({ ksef, book }) => ksef?.currency ?? book?.currency,
  ksefNet: ({ ksef }) => ksef?.net,
  ksefVatInPln: ({ ksef }) => ksef?.vatInPln,
  ksefGross: ({ ksef }) => ksef?.gross,
  bookGross: ({ book }) => book?.gross,
  bookDate: ({ book }) => book?.date,
  bookNip: ({ book }) => book?.nip,
  invoiceType: ({ ksef }) => ksef?.invoiceType,
  acquisitionDate: ({ ksef }) => ksef?.acquisitionDate,
  journalStatus: ({ journal }) => journal?.status,
  journalRun: ({ journal }) => journal?.runId,
  isReceived: ({ isReceived }) => (isReceived === undefined ? undefined : String(isReceived)),
  jpkMarker: ({ jpkMarker }) => jpkMarker,
  ksefHash: ({ ksef }) => ksef?.invoiceHash,
  journalHash: ({ journal }) => journal?.invoiceHash,
};

/** Longer texts are cut: spreadsheets allow 32 767 characters in a cell, and none of these needs that many. */
const longestCell = 1_000;

/** Rows as lines of CSV (RFC 4180), each with its end of line. @throws InvalidInputError `INVALID_OPTION` */
export async function* csvLines(
  rows: AsyncIterable<ReconciliationRow>,
  { delimiter = ',', onlyFindings = false }: CsvOptions,
): AsyncGenerator<string, void> {
  yield `${Object.keys(columns).join(delimiter)}\r\n`;
  for await (const row of rows) {
    if (onlyFindings && row.findings.length === 0) continue;
    const cells = Object.values(columns).map((read) => cell(read(row) ?? '', delimiter));
    yield `${cells.join(delimiter)}\r\n`;
  }
}

/** @throws InvalidInputError `INVALID_OPTION` */
export function checkCsvOptions(options: CsvOptions): void {
  checkOptions<CsvOptions>(options, { delimiter: oneOf(',', ';', '\t'), onlyFindings: flag });
}

/**
 * Invoice numbers come from others: a text that a spreadsheet would interpret as a formula gets an apostrophe before
 * it, as OWASP advises. Amounts keep their minus.
 */
function cell(text: string, delimiter: string): string {
  if (/^-?\d+\.\d+$/.test(text)) return delimiter === ';' ? text.replace('.', ',') : text;
  const short = text.length > longestCell ? `${text.slice(0, longestCell)}…` : text;
  const safe = /^[\s\p{Cc}]*[=+\-@|%＝＋－＠]/u.test(short) || /^[\t\r\n]/.test(short) ? `'${short}` : short;
  return /["\r\n,;\t]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
