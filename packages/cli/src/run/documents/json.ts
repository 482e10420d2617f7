import type { OfflineMode } from '@ksef/offline/deadlines';
import type { listRules, ValidationResult } from '@ksef/validation';
import { inBoth, writtenFile } from '../../json/common-fields.js';
import {
  flag,
  foreign,
  list,
  maybe,
  number,
  object,
  oneOf,
  output,
  text,
  texts,
} from '../../json/json-fields.js';
import type { BuiltFile } from './build.js';

const withOut = {
  en: 'with `--out` (otherwise stdout is the invoice)',
  pl: 'z `--out` (bez tej opcji na standardowym wyjściu jest sama faktura)',
};
const input = text('path of the invoice, or `-`', 'ścieżka faktury albo `-`');
const form = text('form, e.g. `fa3`', 'formularz, np. `fa3`');
const stage = oneOf(['bytes', 'schema', 'ksef', 'law'], 'when it is checked', 'etap kontroli');
const severity = oneOf(
  ['error', 'warning'],
  '`error`: KSeF rejects it, or the law does',
  '`error`: odrzuca to KSeF lub prawo',
);
const source = text(
  'document or article that the rule comes from',
  'dokument lub przepis, z którego wynika reguła',
);

export const validateJson = [
  output<ValidationResult & { readonly name: string }>('lines', {
    name: input,
    isValid: flag('whether it has no errors', 'czy nie ma błędów'),
    form: maybe(form),
    issues: list('what is wrong', 'co jest nie tak', {
      rule: text('id of the rule, e.g. `law-net-or-gross`', 'identyfikator reguły, np. `law-net-or-gross`'),
      stage,
      severity,
      path: text('the element, e.g. `/Faktura/Fa/P_15`', 'element, np. `/Faktura/Fa/P_15`'),
      line: number('its line, from 1; 0: unknown', 'jego wiersz, od 1; 0: nieznany'),
      column: number('its column, from 1; 0: unknown', 'jego kolumna, od 1; 0: nieznana'),
      message: inBoth('what is wrong', 'co jest nie tak'),
      fix: inBoth('what to do', 'co zrobić'),
      source,
    }),
  }),
  output<ReturnType<typeof listRules>[number]>(
    'lines',
    {
      id: text('id of the rule', 'identyfikator reguły'),
      stage,
      severity,
      forms: texts('forms that it applies to', 'formularze, których dotyczy'),
      name: inBoth('what it checks', 'co sprawdza'),
      source,
    },
    { en: 'with `--rules`', pl: 'z `--rules`' },
  ),
];

const builtJson = [
  output<BuiltFile>(
    'object',
    {
      file: writtenFile,
      number: text("the seller's number", 'numer nadany przez sprzedawcę'),
      totals: object('sums; amounts are texts such as `1230.00`', 'sumy; kwoty to teksty, np. `1230.00`', {
        rates: list('sums of each rate', 'sumy każdej stawki', {
          group: text('rate, e.g. `standard`', 'stawka, np. `standard`'),
          net: text('net', 'netto'),
          vat: maybe(text('tax', 'podatek')),
          vatInPln: maybe(text('tax in PLN, of other currencies', 'podatek w PLN, przy innej walucie')),
        }),
        gross: text('amount due', 'należność ogółem'),
      }),
      issues: list('what to look at', 'na co zwrócić uwagę', {
        code: oneOf(
          ['TOTALS_DIFFER', 'MISSING_EXEMPTION', 'MISSING_EXCHANGE_RATE'],
          'kind of warning',
          'rodzaj ostrzeżenia',
        ),
        message: text('in words', 'słowami'),
        field: text('field of the data', 'pole danych'),
        given: maybe(text('sum that the data have', 'suma z danych')),
        computed: maybe(text('sum that follows from the lines', 'suma wynikająca z wierszy')),
      }),
    },
    withOut,
  ),
];

export const buildJson = builtJson;
export const correctJson = builtJson;

export const readJson = [
  output<{ name: string; form: string; data: object; rr: object | undefined }>('lines', {
    name: input,
    form,
    data: foreign(
      'the invoice, as `ksef build` takes it: [fields](building-invoices.md)',
      'faktura w postaci, którą przyjmuje `ksef build`: [pola](../../guides/building-invoices.md)',
    ),
    rr: maybe(foreign('of an FA_RR: in the shape of its own form', 'dla FA_RR: w układzie tego formularza')),
  }),
];

export const renderJson = [
  output<{ name: string; file: string }>('lines', {
    name: input,
    file: writtenFile,
  }),
];

export const qrJson = [
  output<{ link: string; file: string | undefined }>('object', {
    link: text('verification link', 'link weryfikacyjny'),
    file: maybe(text('path of the picture', 'ścieżka obrazu')),
  }),
];

export const offlineDeadlinesJson = [
  output<{ mode: OfflineMode; from: string; deadline: string | undefined; isLate: boolean }>('object', {
    mode: oneOf(['offline24', 'offline', 'emergency'], 'mode', 'tryb'),
    from: text('day from which it counts', 'dzień, od którego liczy się termin'),
    deadline: maybe(text('last day for sending', 'ostatni dzień na wysłanie')),
    isLate: flag('whether it has passed', 'czy termin minął'),
  }),
];
