import { invoiceStatusFields } from '../../json/common-fields.js';
import { errorFields } from '../../json/error-fields.js';
import { flag, maybe, number, object, oneOf, output, text, texts } from '../../json/json-fields.js';
import type { SentInvoice } from './send-report.js';

export const sendJson = [
  output<SentInvoice>('lines', {
    name: text('path of the invoice, or `-`', 'ścieżka faktury albo `-`'),
    index: maybe(number('place among the inputs, from 0', 'pozycja na wejściu, od 0')),
    status: oneOf(
      ['accepted', 'duplicate', 'rejected', 'failed', 'invalid'],
      'result; `failed`: not sent, or the outcome is unknown; `invalid`: not sent, because of `--check`',
      'wynik; `failed`: niewysłana lub wynik nieznany; `invalid`: niewysłana z powodu `--check`',
    ),
    ksefNumber: maybe(
      text('KSeF number; of a duplicate, that of the original', 'numer KSeF; dla duplikatu numer oryginału'),
    ),
    invoiceNumber: maybe(text("the seller's number", 'numer nadany przez sprzedawcę')),
    invoiceHash: maybe(text('SHA-256 of the file, Base64', 'SHA-256 pliku, Base64')),
    sameContent: maybe(
      flag('of a duplicate: whether KSeF has the same file', 'dla duplikatu: czy w KSeF jest ten sam plik'),
    ),
    originalSessionReferenceNumber: maybe(
      text('of a duplicate: session of the original', 'dla duplikatu: sesja oryginału'),
    ),
    sessionReferenceNumber: maybe(text('reference number of the session', 'numer referencyjny sesji')),
    referenceNumber: maybe(text('reference number of the invoice', 'numer referencyjny faktury')),
    ksefStatus: maybe(object('status that KSeF gave', 'status z KSeF', invoiceStatusFields)),
    upoFile: maybe(text('with `--upo`: path of the receipt', 'z `--upo`: ścieżka UPO')),
    error: maybe(object('why it failed', 'dlaczego się nie powiodło', errorFields)),
    errors: maybe(
      texts(
        'of `invalid`: what is wrong, in the language of `--lang`',
        'dla `invalid`: co jest nie tak, w języku `--lang`',
      ),
    ),
  }),
];
