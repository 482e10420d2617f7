import type {
  CollectiveIdentifierOfInvoice,
  CollectiveInvoice,
  ListedCollectiveIdentifier,
  PaymentNumber,
} from '@ksef/management';
import { flag, list, maybe, number, object, output, text } from '../../json/json-fields.js';

const identifier = text('collective identifier', 'identyfikator zbiorczy');
const ksefNumber = text('KSeF number', 'numer KSeF');
const currency = text('currency, e.g. `PLN`', 'waluta, np. `PLN`');
const description = maybe(text('description for the seller', 'opis dla sprzedawcy'));
const created = text('when it was made', 'kiedy powstał');
const isOurs = flag('whether this context made it', 'czy utworzył go ten kontekst');

export const newIdentifiersJson = [
  output<PaymentNumber>('lines', {
    number: text('number for the title of the transfer', 'numer do tytułu przelewu'),
    isCollective: flag(
      'whether it is a collective identifier; otherwise the KSeF number of its only invoice',
      'czy to identyfikator zbiorczy; jeśli nie, to numer KSeF jedynej faktury',
    ),
    sellerNip: text("the seller's NIP", 'NIP sprzedawcy'),
    invoices: list('its invoices', 'jego faktury', {
      ksefNumber,
      payment: maybe(
        object('how much of it is paid, as given', 'jaka część jest płacona, zgodnie z danymi wejściowymi', {
          amount: number('amount; a text where it was given as one', 'kwota; tekst, jeśli tak ją podano'),
          currency,
        }),
      ),
      description,
    }),
  }),
];

export const showIdentifiersJson = [
  output<CollectiveInvoice>('lines', {
    collectiveIdentifierNumber: identifier,
    ksefNumber,
    detailsHidden: flag(
      'whether amount and description are hidden from this context',
      'czy kwota i opis są ukryte przed tym kontekstem',
    ),
    payment: maybe(
      object('how much of the invoice is paid', 'jaka część faktury jest płacona', {
        amount: number('amount', 'kwota'),
        currency,
      }),
    ),
    description,
  }),
];

export const listIdentifiersJson = [
  output<ListedCollectiveIdentifier>('lines', {
    collectiveIdentifierNumber: identifier,
    dateCreated: created,
    createdInCurrentContext: isOurs,
    invoiceCount: number('how many invoices it stands for', 'ile faktur obejmuje'),
  }),
  output<CollectiveIdentifierOfInvoice>(
    'lines',
    { collectiveIdentifierNumber: identifier, dateCreated: created, createdInCurrentContext: isOurs },
    { en: 'with `--invoice`', pl: 'z `--invoice`' },
  ),
];
