import type { CommandSpec, OptionSpec } from '../command/command-spec.js';
import { globalOptions } from '../command/global-options.js';
import { failureFields } from '../json/error-fields.js';
import type { Language, Texts } from '../text/texts.js';
import { jsonOutputs } from './json-outputs.js';
import { fieldTable, JsonTables } from './json-tables.js';

const words = {
  title: { en: 'Reference of the command line', pl: 'Opis poleceń' },
  made: {
    en: 'Generated from the commands by `npm run cli-reference`; a test checks that it is current.',
    pl: 'Wygenerowano z poleceń przez `npm run cli-reference`; test sprawdza, czy opis jest aktualny.',
  },
  shared: { en: 'Options of every command', pl: 'Opcje wspólne' },
  exit: { en: 'Exit codes', pl: 'Kody wyjścia' },
  variables: { en: 'Variables of the environment', pl: 'Zmienne środowiskowe' },
  option: { en: 'option', pl: 'opcja' },
  argument: { en: 'argument', pl: 'argument' },
  meaning: { en: 'meaning', pl: 'znaczenie' },
  code: { en: 'code', pl: 'kod' },
  variable: { en: 'variable', pl: 'zmienna' },
  required: { en: 'required', pl: 'wymagane' },
  repeatable: { en: 'may be repeated', pl: 'można powtórzyć' },
  json: { en: 'JSON', pl: 'JSON' },
  stable: {
    en: 'What `--json` prints is described with each command. A `?` marks fields that may be absent or null. New versions may add fields; those that are here keep their names and meanings. Moments are RFC 3339, days `YYYY-MM-DD`.',
    pl: 'To, co wypisuje `--json`, opisano przy każdym poleceniu. Znak `?` oznacza pole, którego może brakować lub które może mieć wartość null. Nowe wersje mogą dodawać pola, ale opisane tu pola zachowują nazwy i znaczenie. Chwile zapisuje się według RFC 3339, dni jako `RRRR-MM-DD`.',
  },
  errors: {
    en: 'When a command fails, `--json` prints one object on stderr:',
    pl: 'Gdy polecenie się nie powiedzie, `--json` wypisuje na stderr jeden obiekt:',
  },
} as const satisfies Readonly<Record<string, Texts>>;

const exitTexts: readonly (readonly [string, Texts])[] = [
  [
    '0',
    {
      en: 'done; for `send`, duplicates with the same content too',
      pl: 'wykonano; dla `send` także duplikaty o tej samej treści',
    },
  ],
  ['1', { en: 'KSeF or a check refused something', pl: 'KSeF lub kontrola coś odrzuciły' }],
  [
    '2',
    {
      en: 'wrong usage: options, arguments, files, profiles',
      pl: 'błędne użycie: opcje, argumenty, pliki, profile',
    },
  ],
  [
    '3',
    {
      en: 'network: KSeF cannot be reached, or the outcome is unknown; run it again',
      pl: 'sieć: KSeF jest nieosiągalny albo wynik jest nieznany; uruchom ponownie',
    },
  ],
  [
    '4',
    { en: 'login: no credentials, or KSeF refused them', pl: 'logowanie: brak danych albo KSeF je odrzucił' },
  ],
  ['130', { en: 'interrupted with Ctrl-C', pl: 'przerwano przez Ctrl-C' }],
];

const variableTexts: readonly (readonly [string, Texts])[] = [
  [
    '`KSEF_ENV`, `KSEF_NIP`, `KSEF_PROFILE`',
    { en: 'as `--env`, `--nip`, `--profile`', pl: 'jak `--env`, `--nip`, `--profile`' },
  ],
  ['`KSEF_TOKEN`', { en: 'a KSeF token', pl: 'token KSeF' }],
  [
    '`KSEF_CERTIFICATE`, `KSEF_KEY`',
    {
      en: 'files (PEM) of a KSeF certificate or seal, and of its key',
      pl: 'pliki (PEM) certyfikatu KSeF lub pieczęci oraz klucza',
    },
  ],
  [
    '`KSEF_PKCS12`',
    { en: 'a file (.p12, .pfx) with both', pl: 'plik (.p12, .pfx) z certyfikatem i kluczem' },
  ],
  [
    '`KSEF_KEY_PASSPHRASE`',
    { en: 'passphrase of the key or of that file', pl: 'hasło do klucza lub do tego pliku' },
  ],
  [
    '`KSEF_SIGN_COMMAND`',
    {
      en: 'with `KSEF_CERTIFICATE`: a command that signs stdin; it gets `KSEF_SIGN_ALGORITHM` and `KSEF_SIGN_HASH`',
      pl: 'razem z `KSEF_CERTIFICATE`: polecenie, które podpisuje stdin; otrzymuje `KSEF_SIGN_ALGORITHM` i `KSEF_SIGN_HASH`',
    },
  ],
  ['`KSEF_PASSPHRASE`', { en: 'passphrase of the file of secrets', pl: 'hasło do pliku sekretów' }],
  [
    '`KSEF_NEW_KEY_PASSPHRASE`',
    { en: 'passphrase for the key of `cert new`', pl: 'hasło do klucza z `cert new`' },
  ],
  [
    '`KSEF_HOME`',
    {
      en: 'folder of profiles, secrets, journals (default `~/.config/ksef`)',
      pl: 'folder profili, sekretów i dzienników (domyślnie `~/.config/ksef`)',
    },
  ],
  [
    '`KSEF_EMULATOR`',
    {
      en: 'address of a running emulator for `--env emulator`',
      pl: 'adres działającego emulatora dla `--env emulator`',
    },
  ],
  [
    '`KSEF_QR_URL`',
    {
      en: 'base of verification links, where `--env` is an address',
      pl: 'początek linków weryfikacyjnych, gdy `--env` jest adresem',
    },
  ],
  ['`KSEF_LATARNIA`', { en: 'as `--latarnia`', pl: 'jak `--latarnia`' }],
  [
    '`KSEF_OFFLINE_CERTIFICATE`, `KSEF_OFFLINE_KEY`',
    {
      en: 'files (PEM) of a KSeF certificate of type Offline, and of its key',
      pl: 'pliki (PEM) certyfikatu KSeF typu Offline oraz jego klucza',
    },
  ],
  [
    '`KSEF_KEYCHAIN`',
    { en: '`off`: do not use the keychain of the system', pl: '`off`: nie używaj pęku kluczy systemu' },
  ],
  [
    '`KSEF_LOGIN_CACHE`',
    {
      en: '`off`: log in for every command, and keep no login for the next one',
      pl: '`off`: loguj się przy każdym poleceniu i nie przechowuj logowania dla następnego',
    },
  ],
  ['`KSEF_LANG`, `NO_COLOR`', { en: 'as `--lang`, `--no-color`', pl: 'jak `--lang`, `--no-color`' }],
];

/** The reference of all commands, as Markdown. */
export function commandReference(commands: readonly CommandSpec[], language: Language): string {
  const say = (texts: Texts) => texts[language];
  const json = new JsonTables(language);
  const table = (head: readonly Texts[], rows: readonly (readonly string[])[]) =>
    [head.map(say), head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  const optionRow = ({ flags, text, choices, isList, isRequired }: OptionSpec) => {
    const more = [
      choices?.map((choice) => `\`${choice}\``).join(', '),
      isRequired === true ? say(words.required) : undefined,
      isList === true ? say(words.repeatable) : undefined,
    ].filter((part) => part !== undefined);
    return [`\`${flags}\``, [escaped(say(text)), ...more].join('; ')];
  };
  const describe = (path: string, spec: CommandSpec): string[] => {
    const name = `${path} ${spec.name}`;
    const args = (spec.args ?? []).map((argument) => ` ${argument.name}`).join('');
    const own = [
      `## ${name}`,
      `${capital(say(spec.text))}.`,
      spec.load === undefined
        ? undefined
        : `\`\`\`sh\n${name}${args}${spec.options === undefined ? '' : ' [options]'}\n\`\`\``,
      spec.details === undefined ? undefined : say(spec.details),
      spec.args === undefined
        ? undefined
        : table(
            [words.argument, words.meaning],
            spec.args.map(({ name: of, text }) => [`\`${of}\``, escaped(say(text))]),
          ),
      spec.options === undefined
        ? undefined
        : table([words.option, words.meaning], spec.options.map(optionRow)),
      ...json.of(name, jsonOutputs[name.slice('ksef '.length)] ?? []),
      spec.examples === undefined ? undefined : `\`\`\`sh\n${spec.examples.join('\n')}\n\`\`\``,
    ].filter((part) => part !== undefined);
    return [own.join('\n\n'), ...(spec.commands ?? []).flatMap((sub) => describe(name, sub))];
  };
  return `${[
    `# ${say(words.title)}`,
    say(words.made),
    `## ${say(words.shared)}`,
    table([words.option, words.meaning], globalOptions.map(optionRow)),
    `## ${say(words.exit)}`,
    table(
      [words.code, words.meaning],
      exitTexts.map(([code, text]) => [code, say(text)]),
    ),
    `## ${say(words.variables)}`,
    table(
      [words.variable, words.meaning],
      variableTexts.map(([name, text]) => [name, say(text)]),
    ),
    `## ${say(words.json)}`,
    say(words.stable),
    say(words.errors),
    fieldTable(failureFields, language),
    ...commands.flatMap((spec) => describe('ksef', spec)),
  ].join('\n\n')}\n`;
}

function escaped(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
