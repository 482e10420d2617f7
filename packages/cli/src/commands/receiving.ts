import type { ArgumentSpec, CommandSpec, OptionSpec } from '../command/command-spec.js';

const role: OptionSpec = {
  flags: '--role <role>',
  text: { en: 'your role in the invoices (default seller)', pl: 'rola w fakturach (domyślnie seller)' },
  choices: ['seller', 'buyer', 'third', 'authorized'],
};
const roles: OptionSpec = {
  ...role,
  isList: true,
  text: { en: 'your roles (default seller and buyer)', pl: 'role (domyślnie seller i buyer)' },
};
const folder: ArgumentSpec = {
  name: '<folder>',
  text: { en: 'folder for the invoices', pl: 'folder na faktury' },
};
const dates: readonly OptionSpec[] = [
  { flags: '--from <date>', text: { en: 'since (default: 30 days ago)', pl: 'od (domyślnie: 30 dni temu)' } },
  { flags: '--to <date>', text: { en: 'until', pl: 'do' } },
  {
    flags: '--by <date>',
    text: { en: 'which date counts (default stored)', pl: 'która data się liczy (domyślnie stored)' },
    choices: ['issued', 'accepted', 'stored'],
  },
];
const filters: readonly OptionSpec[] = [
  role,
  ...dates,
  { flags: '--number <number>', text: { en: "the seller's number", pl: 'numer nadany przez sprzedawcę' } },
  { flags: '--ksef-number <number>', text: { en: 'the KSeF number', pl: 'numer KSeF' } },
  { flags: '--seller <nip>', text: { en: "the seller's NIP", pl: 'NIP sprzedawcy' } },
  {
    flags: '--buyer <id>',
    text: {
      en: "the buyer's NIP, EU VAT number or other id",
      pl: 'NIP, numer VAT UE albo inny identyfikator nabywcy',
    },
  },
  {
    flags: '--buyer-id <type>',
    text: { en: 'what --buyer is (default Nip)', pl: 'czym jest --buyer (domyślnie Nip)' },
    choices: ['Nip', 'VatUe', 'Other', 'None'],
  },
  { flags: '--amount-from <amount>', text: { en: 'least amount', pl: 'kwota od' } },
  { flags: '--amount-to <amount>', text: { en: 'greatest amount', pl: 'kwota do' } },
  {
    flags: '--amount <which>',
    text: { en: 'which amount (default Brutto)', pl: 'która kwota (domyślnie Brutto)' },
    choices: ['Brutto', 'Netto', 'Vat'],
  },
  { flags: '--currency <code>', text: { en: 'currency', pl: 'waluta' }, isList: true },
  {
    flags: '--kind <kind>',
    text: { en: 'e.g. Vat, Kor, Zal, Roz', pl: 'np. Vat, Kor, Zal, Roz' },
    isList: true,
  },
  {
    flags: '--form <form>',
    text: { en: 'kind of form', pl: 'rodzaj formularza' },
    choices: ['FA', 'PEF', 'FA_RR'],
  },
  {
    flags: '--sent <mode>',
    text: { en: 'Online or Offline', pl: 'Online albo Offline' },
    choices: ['Online', 'Offline'],
  },
  { flags: '--self-invoicing', text: { en: 'self-billed invoices only', pl: 'tylko samofakturowanie' } },
  { flags: '--attachment', text: { en: 'invoices with attachments only', pl: 'tylko z załącznikiem' } },
];

/** Commands that receive. */
export const receiving: readonly CommandSpec[] = [
  {
    name: 'list',
    text: { en: 'list invoices (metadata)', pl: 'wypisz faktury (metadane)' },
    options: [
      ...filters,
      { flags: '--sort <order>', text: { en: 'default asc', pl: 'domyślnie asc' }, choices: ['asc', 'desc'] },
      { flags: '--limit <count>', text: { en: 'at most so many', pl: 'najwyżej tyle' } },
    ],
    examples: ['ksef list --role buyer --from 2026-02-01', 'ksef list --json | jq .ksefNumber'],
    load: async () => (await import('../run/receiving/list.js')).list,
  },
  {
    name: 'get',
    text: { en: 'download invoices', pl: 'pobierz faktury' },
    args: [{ name: '<numbers...>', text: { en: 'KSeF numbers', pl: 'numery KSeF' } }],
    options: [
      {
        flags: '-o, --out <path>',
        text: {
          en: 'file, or folder for several; default: stdout',
          pl: 'plik, dla kilku folder; domyślnie: stdout',
        },
      },
    ],
    examples: ['ksef get 5265877635-20260201-010000000000-AB > invoice.xml'],
    load: async () => (await import('../run/receiving/get.js')).get,
  },
  {
    name: 'sync',
    text: { en: 'download what is new into a folder', pl: 'pobierz do folderu to, co nowe' },
    details: {
      en: "The folder remembers how far it got (KSeF's high-water mark): run it again, and only what is new comes. Each invoice once.",
      pl: 'Folder pamięta, dokąd doszedł (High Water Mark): kolejne uruchomienie pobiera tylko to, co nowe. Każda faktura raz.',
    },
    args: [folder],
    options: [
      roles,
      {
        flags: '--from <date>',
        text: {
          en: 'where the first run begins (default: 30 days ago)',
          pl: 'początek pierwszego pobrania (domyślnie: 30 dni temu)',
        },
      },
      {
        flags: '--follow',
        text: { en: 'keep running, and fetch what comes', pl: 'działaj dalej i pobieraj nowe' },
      },
      { flags: '--pdf', text: { en: 'a PDF beside each invoice', pl: 'obok każdej faktury plik PDF' } },
    ],
    examples: ['ksef sync received/ --role buyer'],
    load: async () => (await import('../run/receiving/sync.js')).sync,
  },
  {
    name: 'export',
    text: {
      en: "export invoices of a period through KSeF's packages",
      pl: 'wyeksportuj faktury z okresu paczkami KSeF',
    },
    args: [folder],
    options: [
      ...filters,
      {
        flags: '--metadata',
        text: { en: 'metadata only, as metadata.ndjson', pl: 'tylko metadane, jako metadata.ndjson' },
      },
    ],
    examples: ['ksef export 2026-02/ --role buyer --from 2026-02-01 --to 2026-02-28'],
    load: async () => (await import('../run/receiving/export.js')).exportTo,
  },
  {
    name: 'reconcile',
    text: { en: 'compare KSeF with your books', pl: 'porównaj KSeF z ewidencją' },
    details: {
      en: 'Shows what is missing on either side and what differs, sums by currency, and what JPK_V7M(3) needs for each invoice. The books are CSV with the columns number, date, gross and nip; role, currency, ksefNumber, mode and jpkMarker may be added. Ends with code 1 when something does not agree.',
      pl: 'Pokazuje, czego brakuje po każdej ze stron i co się różni, sumy według walut oraz oznaczenie każdej faktury dla JPK_V7M(3). Ewidencja to plik CSV z kolumnami numer, data, brutto i nip; mogą być też rola, waluta, numerKsef, tryb i jpk. Kończy się kodem 1, gdy coś się nie zgadza.',
    },
    args: [
      {
        name: '[month]',
        text: { en: 'e.g. 2026-02, by date of issue', pl: 'np. 2026-02, według daty wystawienia' },
      },
    ],
    options: [
      roles,
      {
        flags: '--from <day>',
        text: { en: 'first day, instead of a month', pl: 'pierwszy dzień, zamiast miesiąca' },
      },
      { flags: '--to <day>', text: { en: 'last day', pl: 'ostatni dzień' } },
      {
        flags: '--by <date>',
        text: { en: 'which date counts (default issued)', pl: 'która data się liczy (domyślnie issued)' },
        choices: ['issued', 'accepted', 'stored'],
      },
      {
        flags: '--books <file>',
        text: { en: 'your books as CSV; - for stdin', pl: 'ewidencja jako CSV; - oznacza stdin' },
      },
      {
        flags: '--encoding <name>',
        text: {
          en: 'of the books (default utf-8), e.g. windows-1250',
          pl: 'kodowanie ewidencji (domyślnie utf-8), np. windows-1250',
        },
      },
      {
        flags: '--journal <folder>',
        text: {
          en: 'journal of what your program sent (fileJournal)',
          pl: 'dziennik wysyłki twojego programu (fileJournal)',
        },
      },
      {
        flags: '--received <folder>',
        text: {
          en: 'folder of "ksef sync": what it has not fetched yet',
          pl: 'folder polecenia „ksef sync”: czego jeszcze nie pobrało',
        },
      },
      {
        flags: '--rates',
        text: {
          en: 'download the documents, and add up by rate',
          pl: 'pobierz dokumenty i zsumuj według stawek',
        },
      },
      { flags: '--all', text: { en: 'invoices that agree, too', pl: 'także faktury, które się zgadzają' } },
      { flags: '-o, --out <file>', text: { en: 'write the rows as CSV', pl: 'zapisz wiersze jako CSV' } },
      {
        flags: '--separator <which>',
        text: {
          en: 'of that CSV (default comma; semicolon with decimal commas)',
          pl: 'separator tego pliku (domyślnie comma; semicolon z przecinkiem dziesiętnym)',
        },
        choices: ['comma', 'semicolon', 'tab'],
      },
    ],
    examples: [
      'ksef reconcile 2026-02 --role seller --books sales.csv',
      'ksef reconcile 2026-02 --role buyer --books purchases.csv --all -o jpk.csv --separator semicolon',
    ],
    load: async () => (await import('../run/receiving/reconcile/reconcile.js')).reconcile,
  },
];
