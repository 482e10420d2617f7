import type { InvoiceSubjectType } from '@ksef/export';
import type { BookMode } from './book-row.js';

/** Column names in books, in English and Polish: lower case without Polish diacritics, spaces and signs. */
export const columnNames: Readonly<Record<string, string>> = names({
  number: ['number', 'invoicenumber', 'numer', 'nr', 'numerfaktury', 'nrfaktury', 'numerdokumentu', 'p2'],
  date: ['date', 'issuedate', 'data', 'datawystawienia', 'p1'],
  gross: ['gross', 'grossamount', 'brutto', 'kwotabrutto', 'wartoscbrutto', 'p15'],
  nip: ['nip', 'buyernip', 'sellernip', 'nipkontrahenta', 'nipnabywcy', 'nipsprzedawcy'],
  role: ['role', 'subjecttype', 'rola'],
  currency: ['currency', 'waluta', 'kodwaluty'],
  ksefNumber: ['ksefnumber', 'numerksef', 'nrksef'],
  invoiceHash: ['invoicehash', 'skrot', 'skrotfaktury'],
  mode: ['mode', 'tryb'],
  jpkMarker: ['jpkmarker', 'jpk', 'oznaczenie', 'oznaczeniejpk'],
});

/** Common names of roles. */
export const roleNames: Readonly<Record<string, InvoiceSubjectType>> = {
  seller: 'Subject1',
  buyer: 'Subject2',
  third: 'Subject3',
  authorized: 'SubjectAuthorized',
  sprzedawca: 'Subject1',
  nabywca: 'Subject2',
  subject1: 'Subject1',
  subject2: 'Subject2',
  subject3: 'Subject3',
  subjectauthorized: 'SubjectAuthorized',
};

/** Common names of modes. */
export const modeNames: Readonly<Record<string, BookMode>> = {
  offline24: 'offline24',
  offline: 'offline',
  emergency: 'emergency',
  totalfailure: 'totalFailure',
  outsideksef: 'outsideKsef',
  notinvoice: 'notInvoice',
  niedostepnosc: 'offline',
  awaria: 'emergency',
  awariacalkowita: 'totalFailure',
  pozaksef: 'outsideKsef',
  niefaktura: 'notInvoice',
};

function names(lists: Readonly<Record<string, readonly string[]>>): Readonly<Record<string, string>> {
  const pairs = Object.entries(lists).flatMap(([column, list]) =>
    list.map((name) => [name, column] as const),
  );
  return Object.assign(Object.create(null), Object.fromEntries(pairs));
}
