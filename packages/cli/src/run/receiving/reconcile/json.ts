import type { ReconciliationRow, ReconciliationSummary } from '@ksef/reconciliation';
import {
  flag,
  list,
  maybe,
  number,
  object,
  oneOf,
  output,
  record,
  someOf,
  text,
  texts,
} from '../../../json/json-fields.js';
import { subjectTypes } from '../invoice-filters.js';
import { findingTexts } from './row-columns.js';

const findings = Object.keys(findingTexts);
const subjectType = oneOf(
  Object.values(subjectTypes),
  "your role, by KSeF's name",
  'Twoja rola według nazw KSeF',
);
const currency = text('currency, e.g. `PLN`', 'waluta, np. `PLN`');
const net = text('net', 'netto');
const gross = text('amount due', 'należność ogółem');
const vatInPln = text('tax, in PLN', 'podatek, w PLN');
const rate = text('rate, e.g. `standard`', 'stawka, np. `standard`');
const ksefNumber = text('KSeF number', 'numer KSeF');
const invoiceHash = text('SHA-256 of the file, Base64', 'SHA-256 pliku, Base64');
const jpkMarker = maybe(
  text(
    'mark for JPK_V7: a KSeF number, `OFF`, `BFK` or `DI`',
    'oznaczenie do JPK_V7: numer KSeF, `OFF`, `BFK` albo `DI`',
  ),
);

export const reconcileJson = [
  output<ReconciliationRow>(
    'lines',
    {
      findings: someOf(
        findings,
        'what differs; empty: everything agrees',
        'różnice; pusta lista: wszystko się zgadza',
      ),
      subjectType,
      ksef: maybe(
        object('the invoice in KSeF', 'faktura w KSeF', {
          ksefNumber,
          invoiceNumber: text("the seller's number", 'numer nadany przez sprzedawcę'),
          issueDate: text('date of issue', 'data wystawienia'),
          acquisitionDate: text('when KSeF assigned the number', 'kiedy KSeF nadał numer'),
          permanentStorageDate: text('when KSeF stored it', 'kiedy KSeF trwale ją zapisał'),
          sellerNip: text("the seller's NIP", 'NIP sprzedawcy'),
          buyerType: text('`Nip`, `VatUe`, `Other` or `None`', '`Nip`, `VatUe`, `Other` albo `None`'),
          buyerId: maybe(text("the buyer's number", 'numer nabywcy')),
          currency,
          net,
          gross,
          vatInPln,
          invoiceType: text('kind, e.g. `Vat`, `Kor`', 'rodzaj, np. `Vat`, `Kor`'),
          invoiceHash,
          rates: maybe(
            list('with `--rates`: its sums by rate', 'z `--rates`: jej sumy według stawek', {
              rate,
              net,
              vat: maybe(text('tax, in `currency`', 'podatek, w walucie `currency`')),
            }),
          ),
        }),
      ),
      book: maybe(
        object('the invoice in your books', 'faktura w ewidencji', {
          subjectType,
          number: text("the seller's number", 'numer nadany przez sprzedawcę'),
          date: text('date of issue', 'data wystawienia'),
          gross,
          currency,
          nip: maybe(text('NIP of the other party', 'NIP drugiej strony')),
          ksefNumber: maybe(ksefNumber),
          invoiceHash: maybe(invoiceHash),
          mode: maybe(text('how it was issued without a KSeF number', 'jak ją wystawiono bez numeru KSeF')),
          jpkMarker,
        }),
      ),
      journal: maybe(
        object('with `--journal`: how it was sent', 'z `--journal`: jak ją wysłano', {
          runId: text('the run', 'wysyłka'),
          invoiceHash,
          status: oneOf(
            ['accepted', 'duplicate', 'rejected', 'sent', 'batch'],
            'result; `sent`, `batch`: none is recorded',
            'wynik; `sent`, `batch`: nie zapisano go',
          ),
          ksefNumber: maybe(ksefNumber),
          name: maybe(text('name of the file', 'nazwa pliku')),
          at: maybe(text('when it was sent', 'kiedy ją wysłano')),
        }),
      ),
      isReceived: maybe(
        flag('with `--received`: whether `sync` has it', 'z `--received`: czy `sync` ją pobrał'),
      ),
      jpkMarker,
    },
    { en: 'without `--out`', pl: 'bez `--out`' },
  ),
  output<{ readonly summary: ReconciliationSummary }>('lastLine', {
    summary: object('counts and sums', 'liczby i sumy', {
      period: object('days compared', 'porównane dni', {
        from: text('first', 'pierwszy'),
        to: text('last', 'ostatni'),
      }),
      matchCount: number('invoices that agree', 'zgodne faktury'),
      findings: record('invoices with each finding', 'liczba faktur z danym wynikiem', { values: findings }),
      ksef: list('sums in KSeF, by role and currency', 'sumy w KSeF według roli i waluty', {
        subjectType,
        currency,
        invoiceCount: number('invoices', 'faktury'),
        net,
        gross,
        vatInPln,
      }),
      books: list('sums in the books, by role and currency', 'sumy w ewidencji według roli i waluty', {
        subjectType,
        currency,
        rowCount: number('rows', 'wiersze'),
        gross,
      }),
      rates: maybe(
        list('with `--rates`: sums by rate', 'z `--rates`: sumy według stawek', {
          subjectType,
          currency,
          rate,
          invoiceCount: number('invoices', 'faktury'),
          net,
          vat: text('tax, in `currency`', 'podatek, w walucie `currency`'),
        }),
      ),
      unreadCount: number('documents that could not be read', 'dokumenty, których nie dało się odczytać'),
      outsideKsefCount: number('rows of the books that never belong in KSeF', 'wiersze ewidencji spoza KSeF'),
      outsidePeriodCount: number('rows of other periods', 'wiersze z innych okresów'),
      rejectedCount: number(
        'invoices that KSeF rejected, by the journal',
        'faktury odrzucone przez KSeF, według dziennika',
      ),
      unresolvedCount: number('invoices of batches without results', 'faktury z paczek bez wyników'),
      runsInUse: texts('runs in use, which were not read', 'wysyłki w toku, których nie odczytano'),
      receivedUntil: record(
        'with `--received`: where the next `sync` begins, by role',
        'z `--received`: od kiedy zacznie następny `sync`, według roli',
        {},
      ),
    }),
  }),
];
