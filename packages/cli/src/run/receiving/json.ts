import type { InvoiceMetadata } from '@ksef/client';
import { identifierFields, writtenFile } from '../../json/common-fields.js';
import {
  flag,
  foreign,
  type JsonFields,
  list,
  maybe,
  number,
  object,
  oneOf,
  output,
  text,
} from '../../json/json-fields.js';
import { subjectTypes } from './invoice-filters.js';
import type { Received } from './received-columns.js';

const ksefNumber = text('KSeF number', 'numer KSeF');
const name = maybe(text('name', 'nazwa'));
const identifier = object('its number', 'numer', {
  type: identifierFields.type,
  value: maybe(identifierFields.value),
});
const roleNumber = number('role, as the schema numbers it', 'rola, numer jak w schemie');

const metadataFields: JsonFields<InvoiceMetadata> = {
  ksefNumber,
  invoiceNumber: text("the seller's number (P_2)", 'numer nadany przez sprzedawcę (P_2)'),
  issueDate: text('date of issue (P_1)', 'data wystawienia (P_1)'),
  invoicingDate: text('when KSeF received it', 'kiedy KSeF ją otrzymał'),
  acquisitionDate: text(
    'when KSeF assigned the number: the buyer received it then',
    'kiedy KSeF nadał numer: wtedy nabywca ją otrzymał',
  ),
  permanentStorageDate: text('when KSeF stored it', 'kiedy KSeF trwale ją zapisał'),
  seller: object('seller', 'sprzedawca', { nip: text('NIP', 'NIP'), name }),
  buyer: object('buyer', 'nabywca', { identifier, name }),
  netAmount: number('net, in `currency`', 'netto, w walucie `currency`'),
  grossAmount: number('amount due, in `currency`', 'należność ogółem, w walucie `currency`'),
  vatAmount: number('tax, in PLN', 'podatek, w PLN'),
  currency: text('currency, e.g. `PLN`', 'waluta, np. `PLN`'),
  invoicingMode: text('`Online` or `Offline`', '`Online` albo `Offline`'),
  invoiceType: text('kind, e.g. `Vat`, `Kor`', 'rodzaj, np. `Vat`, `Kor`'),
  formCode: object('form', 'formularz', {
    systemCode: text('e.g. `FA (3)`', 'np. `FA (3)`'),
    schemaVersion: text('e.g. `1-0E`', 'np. `1-0E`'),
    value: text('e.g. `FA`', 'np. `FA`'),
  }),
  isSelfInvoicing: flag('whether the buyer issued it', 'czy wystawił ją nabywca'),
  hasAttachment: flag('whether it has an attachment', 'czy ma załącznik'),
  invoiceHash: text('SHA-256 of the file, Base64', 'SHA-256 pliku, Base64'),
  hashOfCorrectedInvoice: maybe(
    text('of a technical correction: hash of the original', 'przy korekcie technicznej: skrót oryginału'),
  ),
  thirdSubjects: maybe(list('other parties', 'podmioty trzecie', { identifier, name, role: roleNumber })),
  authorizedSubject: maybe(
    object('authorized party', 'podmiot upoważniony', { nip: text('NIP', 'NIP'), name, role: roleNumber }),
  ),
};

export const listJson = [output<InvoiceMetadata>('lines', metadataFields)];

const received = output<Received>('lines', {
  ksefNumber,
  role: oneOf(Object.keys(subjectTypes), 'your role', 'Twoja rola'),
  file: maybe(text('path of the file', 'ścieżka pliku')),
  metadata: foreign(
    'its metadata: the fields of [ksef list](#ksef-list)',
    'metadane: pola jak w [ksef list](#ksef-list)',
  ),
});

export const syncJson = [received];
export const exportJson = [received];

export const getJson = [
  output<{ ksefNumber: string; file: string }>(
    'lines',
    { ksefNumber, file: writtenFile },
    {
      en: 'with `--out` (otherwise stdout is the invoice)',
      pl: 'z `--out` (bez tej opcji na standardowym wyjściu jest sama faktura)',
    },
  ),
];
