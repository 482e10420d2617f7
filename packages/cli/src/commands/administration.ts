import type { CommandSpec, OptionSpec } from '../command/command-spec.js';
import { invoiceFiles } from './common-arguments.js';
import { permissionNames, permissions } from './permissions.js';

const reference = { name: '<reference>', text: { en: 'reference number', pl: 'numer referencyjny' } };

const latarniaOption: OptionSpec = {
  flags: '--latarnia <address>',
  text: { en: 'where Latarnia is (KSEF_LATARNIA)', pl: 'adres Latarni (KSEF_LATARNIA)' },
};
const outboxOption: OptionSpec = {
  flags: '--outbox <name>',
  text: { en: 'if you have several (default: default)', pl: 'jeśli masz kilka (domyślnie: default)' },
};

/** Commands for credentials, permissions and limits. */
export const administration: readonly CommandSpec[] = [
  {
    name: 'token',
    text: { en: 'KSeF tokens', pl: 'tokeny KSeF' },
    commands: [
      {
        name: 'new',
        text: { en: 'make a token; it is shown once', pl: 'utwórz token; jest pokazywany raz' },
        options: [
          {
            flags: '--permission <name>',
            text: { en: permissionNames, pl: permissionNames },
            isList: true,
            isRequired: true,
          },
          {
            flags: '--description <text>',
            text: { en: 'what it is for', pl: 'do czego służy' },
            isRequired: true,
          },
        ],
        examples: ['ksef token new --permission InvoiceRead --description bookkeeping'],
        load: async () => (await import('../run/credentials/token.js')).newToken,
      },
      {
        name: 'list',
        text: { en: 'list tokens', pl: 'wypisz tokeny' },
        options: [
          {
            flags: '--status <status>',
            text: { en: 'only these', pl: 'tylko te' },
            choices: ['Pending', 'Active', 'Revoking', 'Revoked', 'Failed'],
            isList: true,
          },
        ],
        load: async () => (await import('../run/credentials/token.js')).listTokens,
      },
      {
        name: 'revoke',
        text: { en: 'revoke a token', pl: 'unieważnij token' },
        args: [reference],
        load: async () => (await import('../run/credentials/token.js')).revokeToken,
      },
    ],
  },
  {
    name: 'cert',
    text: { en: 'KSeF certificates', pl: 'certyfikaty KSeF' },
    commands: [
      {
        name: 'new',
        text: {
          en: 'get a certificate for logging in, or for offline codes',
          pl: 'uzyskaj certyfikat do logowania albo do kodów offline',
        },
        details: {
          en: 'Needs a login by certificate, signature or seal. The key is made here and never leaves this machine. Interrupted, the same command resumes.',
          pl: 'Wymaga logowania certyfikatem, podpisem lub pieczęcią. Klucz powstaje tutaj i nie opuszcza tego komputera. Po przerwaniu to samo polecenie kontynuuje pracę.',
        },
        args: [{ name: '<name>', text: { en: 'name of the certificate', pl: 'nazwa certyfikatu' } }],
        options: [
          {
            flags: '--type <type>',
            text: { en: 'default Authentication', pl: 'domyślnie Authentication' },
            choices: ['Authentication', 'Offline'],
          },
          {
            flags: '--key-type <type>',
            text: { en: 'default P-256', pl: 'domyślnie P-256' },
            choices: ['P-256', 'RSA-2048'],
          },
          {
            flags: '--out <folder>',
            text: {
              en: 'folder for key and certificate (default .)',
              pl: 'folder na klucz i certyfikat (domyślnie .)',
            },
          },
          {
            flags: '--no-passphrase',
            text: { en: 'leave the key unencrypted (mode 0600)', pl: 'nie szyfruj klucza (tryb 0600)' },
          },
        ],
        examples: ['KSEF_KEY_PASSPHRASE=… ksef cert new erp-1 --out keys/'],
        load: async () => (await import('../run/credentials/cert.js')).newCertificate,
      },
      {
        name: 'renew',
        text: {
          en: 'renew a certificate that ends within a month',
          pl: 'odnów certyfikat, który kończy się w ciągu miesiąca',
        },
        details: {
          en: 'Run it every day: it does nothing until then. The file that "ksef cert new" has written names the new certificate afterwards; with it as KSEF_CERTIFICATE, or in a profile, the next login uses the new one.',
          pl: 'Uruchamiaj codziennie: do tego czasu nic nie robi. Plik zapisany przez „ksef cert new” wskazuje potem nowy certyfikat; podany jako KSEF_CERTIFICATE lub w profilu sprawia, że kolejne logowanie używa nowego.',
        },
        args: [
          {
            name: '[file]',
            text: {
              en: 'the .enrollment.json of "cert new" (default: that of the login)',
              pl: 'plik .enrollment.json z „cert new” (domyślnie: ten, którym się logujesz)',
            },
          },
        ],
        options: [
          {
            flags: '--before <days>',
            text: { en: 'days before its end (default 30)', pl: 'dni przed końcem (domyślnie 30)' },
          },
        ],
        examples: ['KSEF_KEY_PASSPHRASE=… ksef cert renew keys/erp-1.enrollment.json'],
        load: async () => (await import('../run/credentials/cert.js')).renewCert,
      },
      {
        name: 'list',
        text: { en: 'list certificates', pl: 'wypisz certyfikaty' },
        options: [
          {
            flags: '--status <status>',
            text: { en: 'only these', pl: 'tylko te' },
            choices: ['Active', 'Blocked', 'Revoked', 'Expired'],
          },
        ],
        load: async () => (await import('../run/credentials/cert.js')).listCertificates,
      },
      {
        name: 'revoke',
        text: { en: 'revoke a certificate', pl: 'unieważnij certyfikat' },
        args: [{ name: '<serial>', text: { en: 'serial number', pl: 'numer seryjny' } }],
        options: [
          {
            flags: '--reason <reason>',
            text: { en: 'default Unspecified', pl: 'domyślnie Unspecified' },
            choices: ['Unspecified', 'Superseded', 'KeyCompromise'],
          },
        ],
        load: async () => (await import('../run/credentials/cert.js')).revokeCert,
      },
    ],
  },
  {
    name: 'permissions',
    text: { en: 'permissions in KSeF', pl: 'uprawnienia w KSeF' },
    commands: permissions,
  },
  {
    name: 'limits',
    text: { en: 'show the limits of this context', pl: 'pokaż limity tego kontekstu' },
    load: async () => (await import('../run/credentials/limits.js')).limits,
  },
  {
    name: 'latarnia',
    text: { en: 'is KSeF up? what the ministry announces', pl: 'czy KSeF działa? komunikaty Latarni' },
    details: {
      en: 'Asks KSeF first, then Latarnia. Exit code 1 unless KSeF is up.',
      pl: 'Pyta najpierw KSeF, potem Latarnię. Kod wyjścia 1, jeśli KSeF nie działa.',
    },
    options: [
      { flags: '--messages', text: { en: 'list all announcements', pl: 'wypisz wszystkie komunikaty' } },
      latarniaOption,
    ],
    examples: ['ksef latarnia --env prd', 'ksef latarnia --env prd --messages'],
    load: async () => (await import('../run/offline/latarnia.js')).latarnia,
  },
  {
    name: 'offline',
    text: { en: 'invoices issued offline', pl: 'faktury wystawione offline' },
    commands: [
      {
        name: 'deadlines',
        text: {
          en: 'until when offline invoices must reach KSeF',
          pl: 'do kiedy faktury offline muszą trafić do KSeF',
        },
        details: {
          en: '--from: the issue date (offline24), or the day on which the outage ended (offline, emergency). Business days are counted.',
          pl: '--from: data wystawienia (offline24) albo dzień zakończenia niedostępności lub awarii (offline, emergency). Liczą się dni robocze.',
        },
        options: [
          {
            flags: '--mode <mode>',
            text: { en: 'default offline24', pl: 'domyślnie offline24' },
            choices: ['offline24', 'offline', 'emergency'],
          },
          { flags: '--from <date>', text: { en: 'default today', pl: 'domyślnie dziś' } },
        ],
        examples: ['ksef offline deadlines --from 2026-04-30'],
        load: async () => (await import('../run/documents/offline-deadlines.js')).offlineDeadlines,
      },
      {
        name: 'issue',
        text: {
          en: 'issue invoices offline: codes and deadline at once',
          pl: 'wystaw faktury offline: od razu kody i termin',
        },
        details: {
          en: 'Keeps the invoices until "ksef offline send" has sent them. The same file is issued once. --json has the links of both codes.',
          pl: 'Przechowuje faktury, dopóki „ksef offline send” ich nie wyśle. Ten sam plik jest wystawiany raz. --json podaje linki obu kodów.',
        },
        args: [invoiceFiles],
        options: [
          {
            flags: '--certificate <file>',
            text: {
              en: 'KSeF certificate of type Offline (KSEF_OFFLINE_CERTIFICATE)',
              pl: 'certyfikat KSeF typu Offline (KSEF_OFFLINE_CERTIFICATE)',
            },
          },
          {
            flags: '--key <file>',
            text: {
              en: 'its key (KSEF_OFFLINE_KEY); passphrase: KSEF_KEY_PASSPHRASE',
              pl: 'jego klucz (KSEF_OFFLINE_KEY); hasło: KSEF_KEY_PASSPHRASE',
            },
          },
          {
            flags: '--mode <mode>',
            text: { en: 'default: by what is announced', pl: 'domyślnie: według komunikatów' },
            choices: ['offline24', 'offline', 'emergency', 'totalFailure'],
          },
          {
            flags: '--codes <folder>',
            text: { en: 'write both codes there (PNG)', pl: 'zapisz tam oba kody (PNG)' },
          },
          outboxOption,
          latarniaOption,
        ],
        examples: [
          'ksef offline issue invoice.xml --certificate offline.pem --key offline.key --codes codes/',
        ],
        load: async () => (await import('../run/offline/issue.js')).issue,
      },
      {
        name: 'send',
        text: { en: 'send what was issued offline', pl: 'wyślij faktury wystawione offline' },
        details: {
          en: 'Each invoice goes to KSeF once, however often this is run. Run it every few minutes until nothing waits. Exit code 3: KSeF cannot be reached.',
          pl: 'Każda faktura trafia do KSeF raz, niezależnie od liczby uruchomień. Uruchamiaj co kilka minut, aż nic nie będzie czekać. Kod wyjścia 3: brak połączenia z KSeF.',
        },
        options: [
          {
            flags: '--list',
            text: { en: 'only list what was issued', pl: 'tylko wypisz wystawione faktury' },
          },
          outboxOption,
        ],
        examples: ['ksef offline send', 'ksef offline send --list --json'],
        load: async () => (await import('../run/offline/send.js')).send,
      },
    ],
  },
];
