import type { CommandSpec, OptionSpec } from '../command/command-spec.js';
import { invoiceFiles } from './common-arguments.js';

const output: OptionSpec = {
  flags: '-o, --out <path>',
  text: { en: 'file, or folder for several', pl: 'plik, dla kilku folder' },
};
const view: readonly OptionSpec[] = [
  output,
  {
    flags: '--view-lang <language>',
    text: { en: 'language of the document (default pl)', pl: 'język dokumentu (domyślnie pl)' },
    choices: ['pl', 'en', 'both'],
  },
  {
    flags: '--ksef-number <number>',
    text: {
      en: 'the KSeF number, where the name of the file is not it',
      pl: 'numer KSeF, jeśli nie jest nim nazwa pliku',
    },
  },
  {
    flags: '--offline',
    text: {
      en: 'they were issued offline, and have no KSeF number yet',
      pl: 'wystawiono je offline i nie mają jeszcze numeru KSeF',
    },
  },
  { flags: '--upo-document', text: { en: 'the files are receipts (UPO)', pl: 'pliki to UPO' } },
  { flags: '--no-qr', text: { en: 'without the verification code', pl: 'bez kodu weryfikującego' } },
];

/** Commands that work on files, without KSeF. */
export const documents: readonly CommandSpec[] = [
  {
    name: 'validate',
    text: {
      en: 'say what KSeF would refuse, without sending',
      pl: 'sprawdź, co KSeF by odrzucił, bez wysyłania',
    },
    args: [invoiceFiles],
    options: [
      {
        flags: '--stage <stage>',
        text: { en: 'only these checks', pl: 'tylko te kontrole' },
        choices: ['bytes', 'schema', 'ksef', 'law'],
        isList: true,
      },
      { flags: '--off <rule>', text: { en: 'leave out a rule', pl: 'pomiń regułę' }, isList: true },
      { flags: '--strict', text: { en: 'warnings count as errors', pl: 'ostrzeżenia liczą się jak błędy' } },
      { flags: '--rules', text: { en: 'list the rules instead', pl: 'zamiast tego wypisz reguły' } },
    ],
    examples: ['ksef validate invoice.xml', 'ksef validate invoices/ --json'],
    load: async () => (await import('../run/documents/validate.js')).validate,
  },
  {
    name: 'build',
    text: { en: 'build an invoice from data (JSON)', pl: 'zbuduj fakturę z danych (JSON)' },
    details: {
      en: 'The data are those of @ksef/invoice: number, issueDate, seller, buyer, lines … Totals are worked out.',
      pl: 'Dane jak w @ksef/invoice: number, issueDate, seller, buyer, lines … Sumy są obliczane.',
    },
    args: [{ name: '<data>', text: { en: 'a JSON file, or -', pl: 'plik JSON albo -' } }],
    options: [output],
    examples: [
      'ksef build invoice.json -o invoice.xml',
      'ksef build invoice.json | ksef send - --env emulator',
    ],
    load: async () => (await import('../run/documents/build.js')).build,
  },
  {
    name: 'correct',
    text: { en: 'build a correction of an invoice', pl: 'zbuduj fakturę korygującą' },
    details: {
      en: 'The change is JSON: number, issueDate, reason, and the lines, buyer or seller as they should be. --to-zero needs none of the latter.',
      pl: 'Zmiana to JSON: number, issueDate, reason oraz lines, buyer lub seller w prawidłowej postaci. Przy --to-zero są one zbędne.',
    },
    args: [
      { name: '<invoice>', text: { en: 'the original (XML)', pl: 'faktura pierwotna (XML)' } },
      { name: '<change>', text: { en: 'a JSON file, or -', pl: 'plik JSON albo -' } },
    ],
    options: [
      output,
      {
        flags: '--ksef-number <number>',
        text: { en: "the original's KSeF number", pl: 'numer KSeF faktury pierwotnej' },
      },
      { flags: '--to-zero', text: { en: 'cancel the whole invoice', pl: 'skoryguj całą fakturę do zera' } },
    ],
    examples: ['ksef correct invoice.xml change.json -o correction.xml'],
    load: async () => (await import('../run/documents/correct.js')).correct,
  },
  {
    name: 'read',
    text: { en: 'print an invoice as data (JSON)', pl: 'wypisz fakturę jako dane (JSON)' },
    args: [invoiceFiles],
    examples: ['ksef read invoice.xml | jq .data.totals'],
    load: async () => (await import('../run/documents/read.js')).read,
  },
  {
    name: 'pdf',
    text: { en: 'print invoices or receipts as PDF', pl: 'wydrukuj faktury lub UPO do PDF' },
    args: [invoiceFiles],
    options: view,
    examples: ['ksef pdf invoice.xml', 'ksef pdf invoices/ -o pdf/'],
    load: async () => (await import('../run/documents/render.js')).pdf,
  },
  {
    name: 'html',
    text: { en: 'show invoices or receipts as HTML', pl: 'pokaż faktury lub UPO jako HTML' },
    args: [invoiceFiles],
    options: view,
    examples: ['ksef html invoice.xml'],
    load: async () => (await import('../run/documents/render.js')).html,
  },
  {
    name: 'qr',
    text: {
      en: 'the verification link and code of an invoice (KOD I)',
      pl: 'link i kod weryfikujący fakturę (KOD I)',
    },
    args: [{ name: '<file>', text: { en: 'the invoice (XML), or -', pl: 'faktura (XML) albo -' } }],
    options: [
      {
        flags: '-o, --out <file>',
        text: { en: 'write the code: .png or .svg', pl: 'zapisz kod: .png albo .svg' },
      },
      {
        flags: '--label <text>',
        text: {
          en: 'text below the code, e.g. the KSeF number or OFFLINE',
          pl: 'tekst pod kodem, np. numer KSeF albo OFFLINE',
        },
      },
    ],
    examples: ['ksef qr invoice.xml --env prd -o code.png'],
    load: async () => (await import('../run/documents/qr.js')).qr,
  },
];
