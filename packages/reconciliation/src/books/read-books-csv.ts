import { Readable } from 'node:stream';
import { InvalidInputError } from '@ksef/core';
import { checkOptions, oneOf, quoted, someText } from '@ksef/core/internal';
import type { InvoiceSubjectType } from '@ksef/export';
import { CsvError, parse } from 'csv-parse';
import type { BookMode, BookRow } from './book-row.js';
import { columnNames, modeNames, roleNames } from './column-names.js';

/** Options of {@link readBooksCsv}. */
export interface BooksCsvOptions {
  /** Default: the most frequent of comma, semicolon and tab in the first line. */
  readonly delimiter?: ',' | ';' | '\t' | undefined;
  /** A name that `TextDecoder` knows, e.g. `windows-1250`. Default `utf-8`. */
  readonly encoding?: string | undefined;
}

const longestRecord = 64 * 1024;

/**
 * Rows of your books from CSV: a first line with names of columns, then one invoice per line. The columns are those of
 * {@link BookRow}, in English or Polish (`number`/`numer`, `date`/`data`, `gross`/`brutto`, `nip`, `role`/`rola`,
 * `currency`/`waluta`, `ksefNumber`/`numerKsef`, `mode`/`tryb`, `jpkMarker`/`jpk`); others are ignored. Amounts may be
 * written as `1230.00`, `1230,00` or `1 230,00`, dates as `2026-02-01` or `01.02.2026`. Reads line by line.
 *
 * @throws InvalidInputError `INVALID_OPTION` at once
 * @throws InvalidInputError `INVALID_CSV` for text that is not CSV or not in this encoding, a missing column or an
 * amount or date that is ambiguous; it names the line
 * @example
 * ```ts
 * import { createReadStream } from 'node:fs';
 * import { readBooksCsv } from '@ksef/reconciliation';
 *
 * for await (const { number, gross } of readBooksCsv(createReadStream('books.csv'))) console.log(number, gross);
 * ```
 */
export function readBooksCsv(
  source: AsyncIterable<Uint8Array | string>,
  options: BooksCsvOptions = {},
): AsyncGenerator<BookRow, void> {
  checkOptions<BooksCsvOptions>(options, { delimiter: oneOf(',', ';', '\t'), encoding: someText });
  // A Node stream that fails before it is read would end the process. Its error is thrown when it is read.
  if (source instanceof Readable) source.on('error', () => {});
  return rows(source, options);
}

async function* rows(
  source: AsyncIterable<Uint8Array | string>,
  options: BooksCsvOptions,
): AsyncGenerator<BookRow, void> {
  const text = decoded(source, options.encoding ?? 'utf-8');
  const begin = await firstLine(text);
  if (/^\s*$/.test(begin)) throw invalidCsv('The CSV is empty. Its first line must name the columns.');
  const parser = parse({
    delimiter: options.delimiter ?? likelyDelimiter(begin),
    columns: (names: string[]) => columnsOf(names),
    bom: true,
    info: true,
    skip_empty_lines: true,
    max_record_size: longestRecord,
    relax_column_count: true,
    trim: true,
  });
  const input = Readable.from(joined(begin, text));
  // An error of the source is one of the rows.
  input.on('error', (error) => parser.destroy(error));
  input.pipe(parser);
  try {
    for await (const { record, info } of parser) yield rowOf(record, info.lines);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw invalidCsv(`Line ${error.lines ?? 1} of the CSV cannot be read (${error.code}).`);
  } finally {
    input.destroy();
    parser.destroy();
  }
}

async function* decoded(source: AsyncIterable<Uint8Array | string>, encoding: string) {
  let decoder: TextDecoder;
  try {
    decoder = new TextDecoder(encoding, { fatal: true });
  } catch {
    throw new InvalidInputError(`Unknown encoding ${quoted(encoding)}. Use e.g. utf-8 or windows-1250.`, {
      code: 'INVALID_OPTION',
      input: 'encoding',
    });
  }
  const decode = (chunk?: Uint8Array) => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      throw invalidCsv(
        `The CSV is not in ${encoding}. Save it as UTF-8, or name its encoding, e.g. windows-1250.`,
      );
    }
  };
  for await (const chunk of source) yield typeof chunk === 'string' ? chunk : decode(chunk);
  yield decode();
}

/** Text up to the end of the first line at least. */
async function firstLine(text: AsyncGenerator<string>): Promise<string> {
  let begin = '';
  while (!begin.includes('\n') && begin.length < longestRecord) {
    const { done, value } = await text.next();
    if (done) break;
    begin += value;
  }
  return begin;
}

async function* joined(begin: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield begin;
  for await (const chunk of rest) if (chunk !== '') yield chunk;
}

function likelyDelimiter(begin: string): string {
  const line = begin.slice(0, begin.search(/\r|\n|$/));
  const counts = [';', '\t', ','].map((delimiter) => line.split(delimiter).length);
  return [';', '\t', ','][counts.indexOf(Math.max(...counts))] ?? ',';
}

function columnsOf(names: readonly string[]): (string | false)[] {
  const columns = names.map((name) => columnNames[plain(name)] ?? false);
  for (const wanted of ['number', 'date', 'gross'] as const) {
    const count = columns.filter((column) => column === wanted).length;
    if (count === 1) continue;
    const found = `The first line has ${names.slice(0, 30).map(quoted).join(', ')}`;
    throw invalidCsv(`The CSV needs one column "${wanted}" and has ${count}. ${found}.`);
  }
  return columns;
}

function rowOf(record: Readonly<Record<string, string | undefined>>, line: number): BookRow {
  const field = (name: string) => record[name] || undefined;
  const known = <Value>(name: string, values: Readonly<Record<string, Value>>): Value | undefined => {
    const value = field(name);
    if (value === undefined) return undefined;
    const key = plain(value);
    if (Object.hasOwn(values, key)) return values[key];
    throw invalidCsv(
      `Line ${line}: unknown ${name} ${quoted(value)}. Use ${Object.keys(values).join(', ')}.`,
    );
  };
  return {
    number: record.number ?? '',
    date: dateOf(record.date ?? '', line),
    gross: amountOf(record.gross ?? '', line),
    nip: field('nip')?.replace(/[\s-]/g, ''),
    subjectType: known<InvoiceSubjectType>('role', roleNames),
    currency: field('currency')?.toUpperCase(),
    ksefNumber: field('ksefNumber'),
    invoiceHash: field('invoiceHash'),
    mode: known<BookMode>('mode', modeNames),
    jpkMarker: field('jpkMarker'),
  };
}

function dateOf(text: string, line: number): string {
  const polish = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
  if (polish !== null) {
    const [, day = '', month = '', year = ''] = polish;
    return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  }
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return text;
  throw invalidCsv(
    `Line ${line}: the date must be written as 2026-02-01 or 01.02.2026, not ${quoted(text)}.`,
  );
}

/** If both marks occur, the last one begins the decimals. If one occurs, at most two digits may follow it. */
function amountOf(text: string, line: number): string {
  const compact = text.replace(/\s/g, '');
  const last = Math.max(compact.lastIndexOf(','), compact.lastIndexOf('.'));
  const mark = compact[last];
  const whole = last < 0 ? compact : compact.slice(0, last);
  const decimals = last < 0 ? '' : compact.slice(last + 1);
  const groups = whole.split(mark === ',' ? '.' : ',');
  const isGrouped = groups.slice(1).every((group) => /^\d{3}$/.test(group));
  const isClear = decimals.length <= 2 && /^-?\d{1,18}$/.test(groups.join('')) && /^\d*$/.test(decimals);
  if (isClear && isGrouped) return decimals === '' ? groups.join('') : `${groups.join('')}.${decimals}`;
  throw invalidCsv(`Line ${line}: the amount must be written as 1230.00 or 1 230,00, not ${quoted(text)}.`);
}

/** For comparing names: without case, spaces, diacritics and signs. */
function plain(name: string): string {
  const letters = name.normalize('NFD').replace(/[^\p{L}\p{N}]/gu, '');
  return letters.toLowerCase().replaceAll('ł', 'l');
}

function invalidCsv(message: string): InvalidInputError {
  return new InvalidInputError(message, { code: 'INVALID_CSV', input: 'books' });
}
