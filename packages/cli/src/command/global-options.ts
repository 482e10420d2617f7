import type { OptionSpec } from './command-description.js';

/** Options that every command takes. */
export const globalOptions: readonly OptionSpec[] = [
  {
    flags: '-e, --env <environment>',
    text: {
      en: 'test, demo, prd, emulator, or the address of an API (KSEF_ENV)',
      pl: 'test, demo, prd, emulator albo adres API (KSEF_ENV)',
    },
  },
  {
    flags: '--nip <context>',
    text: {
      en: 'whose invoices: a NIP, or e.g. InternalId:6824515772-12343 (KSEF_NIP)',
      pl: 'kontekst: NIP albo np. InternalId:6824515772-12343 (KSEF_NIP)',
    },
  },
  {
    flags: '-p, --profile <name>',
    text: { en: 'a profile of "ksef login" (KSEF_PROFILE)', pl: 'profil z „ksef login” (KSEF_PROFILE)' },
  },
  {
    flags: '--token <token>',
    text: {
      en: 'a KSeF token; better KSEF_TOKEN, which leaves no trace',
      pl: 'token KSeF; lepiej KSEF_TOKEN, który nie zostawia śladu',
    },
  },
  {
    flags: '--json',
    text: { en: 'JSON on stdout, for programs', pl: 'JSON na standardowym wyjściu, dla programów' },
  },
  {
    flags: '--lang <language>',
    text: {
      en: 'language of help and messages (KSEF_LANG, LANG)',
      pl: 'język pomocy i komunikatów (KSEF_LANG, LANG)',
    },
    choices: ['en', 'pl'],
  },
  {
    flags: '-q, --quiet',
    text: { en: 'results and errors only', pl: 'tylko wyniki i błędy' },
  },
  {
    flags: '-v, --verbose',
    text: { en: 'what happens, on stderr, without secrets', pl: 'przebieg pracy na stderr, bez sekretów' },
  },
  {
    flags: '--no-color',
    text: { en: 'no colours (NO_COLOR)', pl: 'bez kolorów (NO_COLOR)' },
  },
];
