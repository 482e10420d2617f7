import type { SessionInvoice, SessionState } from '@ksef/sessions';
import { inBoth, invoiceStatusFields, statusFields } from '../../json/common-fields.js';
import {
  flag,
  type JsonFields,
  list,
  maybe,
  number,
  object,
  oneOf,
  output,
  text,
} from '../../json/json-fields.js';
import type { Explanation } from './explain.js';
import type { ListedSession } from './sessions.js';
import type { SavedUpo } from './upo.js';

const session = text('reference number of the session', 'numer referencyjny sesji');
const created = text('when it was opened', 'kiedy ją otwarto');
const updated = text('when it last changed', 'kiedy ostatnio się zmieniła');
const validUntil = maybe(text('until when it takes invoices', 'do kiedy przyjmuje faktury'));
const accepted = number('invoices that KSeF accepted', 'liczba przyjętych faktur');
const failed = number('invoices that KSeF rejected', 'liczba odrzuconych faktur');

const sessionFields: JsonFields<ListedSession> = {
  referenceNumber: session,
  type: oneOf(['Online', 'Batch'], 'kind of session', 'rodzaj sesji'),
  status: object('status of the session', 'status sesji', statusFields),
  dateCreated: created,
  dateUpdated: updated,
  validUntil,
  totalInvoiceCount: number('invoices in it', 'liczba faktur'),
  successfulInvoiceCount: accepted,
  failedInvoiceCount: failed,
};

const stateFields: JsonFields<SessionState & { readonly referenceNumber: string }> = {
  referenceNumber: session,
  status: object('status of the session', 'status sesji', statusFields),
  dateCreated: created,
  dateUpdated: updated,
  validUntil,
  invoiceCount: maybe(number('invoices in it', 'liczba faktur')),
  successfulInvoiceCount: maybe(accepted),
  failedInvoiceCount: maybe(failed),
  upo: maybe(
    object('its receipts, once it is processed', 'jej UPO, gdy jest już przetworzona', {
      pages: list('pages of the receipt', 'strony UPO', {
        referenceNumber: text('reference number of the page', 'numer referencyjny strony'),
        downloadUrl: text(
          'address without login; `ksef upo` downloads it',
          'adres bez logowania; pobiera je `ksef upo`',
        ),
        downloadUrlExpirationDate: text('until when the address works', 'do kiedy adres działa'),
      }),
    }),
  ),
};

const invoiceFields: JsonFields<SessionInvoice> = {
  ordinalNumber: number('place in the session, from 1', 'pozycja w sesji, od 1'),
  referenceNumber: text('reference number of the invoice', 'numer referencyjny faktury'),
  invoiceNumber: maybe(text("the seller's number", 'numer nadany przez sprzedawcę')),
  ksefNumber: maybe(text('KSeF number, once accepted', 'numer KSeF, gdy jest przyjęta')),
  invoiceHash: text('SHA-256 of the file, Base64', 'SHA-256 pliku, Base64'),
  invoiceFileName: maybe(text('name in the batch', 'nazwa w paczce')),
  invoicingDate: text('when KSeF received it', 'kiedy KSeF ją otrzymał'),
  acquisitionDate: maybe(text('when KSeF assigned its number', 'kiedy KSeF nadał jej numer')),
  permanentStorageDate: maybe(text('when KSeF stored it', 'kiedy KSeF trwale ją zapisał')),
  invoicingMode: maybe(text('`Online` or `Offline`', '`Online` albo `Offline`')),
  upoDownloadUrl: maybe(text('address of its receipt, without login', 'adres jej UPO, bez logowania')),
  upoDownloadUrlExpirationDate: maybe(text('until when the address works', 'do kiedy adres działa')),
  status: object('status of the invoice', 'status faktury', invoiceStatusFields),
};

export const statusJson = [
  output<SessionState & { readonly referenceNumber: string }>('object', stateFields),
  output<SessionInvoice>('object', invoiceFields, { en: 'for one invoice', pl: 'dla jednej faktury' }),
  output<SessionInvoice>('lines', invoiceFields, {
    en: 'with `--invoices` or `--failed`',
    pl: 'z `--invoices` lub `--failed`',
  }),
];

export const sessionsJson = [output<ListedSession>('lines', sessionFields)];

export const upoJson = [
  output<SavedUpo>(
    'lines',
    { file: text('path of the receipt', 'ścieżka UPO') },
    { en: 'with `--out`', pl: 'z `--out`' },
  ),
];

export const explainJson = [
  output<Explanation>('object', {
    code: number('the code', 'kod'),
    subject: oneOf(
      ['invoice', 'session', 'export', 'login', 'request'],
      'what it is a code of',
      'czego to kod',
    ),
    isKnown: flag('whether this version knows the code', 'czy ta wersja zna ten kod'),
    meaning: inBoth('what it means', 'co znaczy'),
    advice: inBoth('what to do', 'co zrobić'),
  }),
];
