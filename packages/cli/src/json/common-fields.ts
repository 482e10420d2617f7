import { maybe, number, object, record, text, texts } from './json-fields.js';

/** Whom or what a number belongs to, e.g. a NIP. */
export const identifierFields = {
  type: text('kind of number, e.g. `Nip`', 'rodzaj numeru, np. `Nip`'),
  value: text('the number', 'numer'),
};

/** A status that KSeF gave. */
export const statusFields = {
  code: number('code: `ksef explain` says what it means', 'kod; wyjaśnia go `ksef explain`'),
  description: text("KSeF's text", 'opis z KSeF'),
  details: maybe(texts('details', 'szczegóły')),
};

/** The status of an invoice, which may have more to say. */
export const invoiceStatusFields = {
  ...statusFields,
  extensions: maybe(
    record(
      'more facts by name, e.g. about the original of a duplicate',
      'dane dodatkowe według nazw, np. o oryginale duplikatu',
      {},
    ),
  ),
};

/** Where a command wrote a file. */
export const writtenFile = text('path of the file', 'ścieżka pliku');

/** A text in both languages. */
export const inBoth = (en: string, pl: string) =>
  object(en, pl, { en: text('in English', 'po angielsku'), pl: text('in Polish', 'po polsku') });
