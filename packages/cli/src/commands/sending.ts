import type { ArgumentSpec, CommandSpec } from '../command/command-spec.js';
import { invoiceFiles } from './common-arguments.js';

const session: ArgumentSpec = {
  name: '<session>',
  text: { en: 'reference number of the session', pl: 'numer referencyjny sesji' },
};

/** Commands that send, and that ask what became of it. */
export const sending: readonly CommandSpec[] = [
  {
    name: 'send',
    text: {
      en: 'send invoices: files, folders, or - for stdin',
      pl: 'wyślij faktury: pliki, foldery albo - (stdin)',
    },
    details: {
      en: `Any number: few go online, many by batch. Every invoice is written to a journal before it leaves, so a run that was
interrupted resumes with its --run-id and sends nothing twice. Duplicates with the same content count as done.`,
      pl: `Dowolna liczba: niewiele faktur idzie w sesji interaktywnej, wiele w sesji wsadowej. Każda faktura trafia do dziennika przed wysłaniem,
więc przerwaną wysyłkę można wznowić przez --run-id i nic nie pójdzie dwa razy. Duplikat o tej samej treści uznaje się za wysłany.`,
    },
    args: [invoiceFiles],
    options: [
      {
        flags: '--run-id <id>',
        text: { en: 'name of this run; the same resumes it', pl: 'nazwa wysyłki; ta sama ją wznawia' },
      },
      {
        flags: '--mode <mode>',
        text: { en: 'default: whichever is better', pl: 'domyślnie: co lepsze' },
        choices: ['online', 'batch'],
      },
      { flags: '--upo <folder>', text: { en: 'save receipts (UPO) there', pl: 'zapisz tam UPO' } },
      { flags: '--offline', text: { en: 'these are offline invoices', pl: 'to faktury wystawione offline' } },
      {
        flags: '--check',
        text: {
          en: 'validate first; invoices with errors are not sent',
          pl: 'najpierw sprawdź; błędne faktury nie zostaną wysłane',
        },
      },
    ],
    examples: [
      'ksef send invoice.xml --env emulator',
      'ksef send invoices/ --upo receipts/ --run-id 2026-02',
    ],
    load: async () => (await import('../run/send/send.js')).send,
  },
  {
    name: 'status',
    text: { en: 'show a session, or one of its invoices', pl: 'pokaż sesję albo jedną z jej faktur' },
    args: [
      session,
      {
        name: '[invoice]',
        text: { en: 'reference number of the invoice', pl: 'numer referencyjny faktury' },
      },
    ],
    options: [
      { flags: '--invoices', text: { en: 'list its invoices', pl: 'wypisz jej faktury' } },
      { flags: '--failed', text: { en: 'list its failed invoices', pl: 'wypisz jej odrzucone faktury' } },
      {
        flags: '--wait',
        text: { en: 'wait until KSeF has processed it', pl: 'czekaj, aż KSeF ją przetworzy' },
      },
    ],
    examples: ['ksef status 20260201-SO-… --failed'],
    load: async () => (await import('../run/after-sending/status.js')).status,
  },
  {
    name: 'sessions',
    text: { en: 'list sessions', pl: 'wypisz sesje' },
    options: [
      {
        flags: '--type <type>',
        text: { en: 'default: both', pl: 'domyślnie: obie' },
        choices: ['online', 'batch'],
      },
      { flags: '--from <date>', text: { en: 'created since', pl: 'utworzone od' } },
      { flags: '--to <date>', text: { en: 'created until', pl: 'utworzone do' } },
      {
        flags: '--limit <count>',
        text: { en: 'at most so many (default 100)', pl: 'najwyżej tyle (domyślnie 100)' },
      },
    ],
    load: async () => (await import('../run/after-sending/sessions.js')).sessions,
  },
  {
    name: 'upo',
    text: { en: 'fetch receipts (UPO)', pl: 'pobierz UPO' },
    args: [
      session,
      {
        name: '[invoice]',
        text: {
          en: 'KSeF number or reference number; default: all',
          pl: 'numer KSeF albo referencyjny; domyślnie: wszystkie',
        },
      },
    ],
    options: [
      {
        flags: '-o, --out <path>',
        text: {
          en: 'file, or folder for a session; default: stdout',
          pl: 'plik, dla sesji folder; domyślnie: stdout',
        },
      },
    ],
    examples: ['ksef upo 20260201-SO-… -o receipts/'],
    load: async () => (await import('../run/after-sending/upo.js')).upo,
  },
];
