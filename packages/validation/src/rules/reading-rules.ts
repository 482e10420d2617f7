import type { Texts } from '../texts.js';

/** The issues of the stages `bytes` and `schema`. All of them are errors. */
export interface ReadingRule {
  readonly id: string;
  readonly name: Texts;
}

const rule = (id: string, en: string, pl: string): ReadingRule => ({ id, name: { en, pl } });

/** Issues of the stage `bytes`. */
export const byteRules: readonly ReadingRule[] = [
  rule('bytes-encoding', 'UTF-8 without byte-order mark', 'Kodowanie UTF-8 bez BOM'),
  rule('bytes-malformed', 'Well-formed XML 1.0', 'Poprawny dokument XML 1.0'),
  rule('bytes-dtd', 'No DTD', 'Bez deklaracji DTD'),
  rule('bytes-processing-instruction', 'No processing instructions', 'Bez instrukcji przetwarzania'),
  rule('bytes-character', 'No characters that KSeF refuses', 'Bez znaków, których KSeF nie przyjmuje'),
  rule(
    'bytes-size',
    'At most 1 000 000 bytes, 3 000 000 with an attachment',
    'Do 1 000 000 bajtów, z załącznikiem do 3 000 000',
  ),
  rule(
    'bytes-limit',
    'Not too deep and not too many elements to be read',
    'Bez nadmiernej liczby i głębokości elementów',
  ),
  rule('bytes-other', 'Nothing else that KSeF refuses', 'Bez innych treści, których KSeF nie przyjmuje'),
];

/** Issues of the stage `schema`. */
export const schemaRules: readonly ReadingRule[] = [
  rule('schema-form', 'A form that KSeF accepts', 'Formularz przyjmowany przez KSeF'),
  rule('schema-root', 'The root of the form', 'Element główny formularza'),
  rule('schema-unknown-element', 'Elements of the form only', 'Tylko elementy formularza'),
  rule('schema-element-order', 'Elements in the order of the schema', 'Kolejność elementów ze schematu'),
  rule('schema-missing-element', 'All required elements', 'Wszystkie wymagane elementy'),
  rule('schema-content', 'Text and elements where they belong', 'Tekst i elementy tam, gdzie ich miejsce'),
  rule('schema-attribute', 'Attributes of the form only', 'Atrybuty zgodne ze schematem'),
  rule('schema-value', 'Dates, times and numbers as XML writes them', 'Daty, czas i liczby w zapisie XML'),
  rule('schema-pattern', 'The pattern of the field', 'Wzorzec pola'),
  rule('schema-enumeration', 'A value of the list', 'Wartość z listy'),
  rule('schema-length', 'The length of the field', 'Długość pola'),
  rule('schema-digits', 'The digits of the number', 'Liczba cyfr'),
  rule('schema-range', 'The range of the field', 'Zakres wartości pola'),
];
