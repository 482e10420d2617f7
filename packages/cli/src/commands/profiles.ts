import type { CommandSpec } from '../command/command-spec.js';

/** Commands that say who works where. */
export const profiles: readonly CommandSpec[] = [
  {
    name: 'login',
    text: {
      en: 'make a profile: environment, NIP, credentials',
      pl: 'utwórz profil: środowisko, NIP, dane logowania',
    },
    details: {
      en: `Asks for what the options do not say. Secrets go to the keychain of the system where @napi-rs/keyring is installed, otherwise into a
file encrypted with a passphrase. The token comes from KSEF_TOKEN or is asked for; on servers use variables alone.`,
      pl: `Pyta o to, czego nie podano w opcjach. Sekrety trafiają do pęku kluczy systemu, jeśli zainstalowano @napi-rs/keyring, a w przeciwnym razie do pliku
zaszyfrowanego hasłem. Token pochodzi z KSEF_TOKEN albo z pytania; na serwerach wystarczą zmienne środowiskowe.`,
    },
    options: [
      { flags: '--name <name>', text: { en: 'name of the profile', pl: 'nazwa profilu' } },
      {
        flags: '--method <method>',
        text: { en: 'how to log in', pl: 'sposób logowania' },
        choices: ['token', 'certificate', 'pkcs12', 'command'],
      },
      {
        flags: '--certificate <file>',
        text: { en: 'KSeF certificate or seal (PEM)', pl: 'certyfikat KSeF lub pieczęć (PEM)' },
      },
      { flags: '--key <file>', text: { en: 'its private key (PEM)', pl: 'jego klucz prywatny (PEM)' } },
      {
        flags: '--pkcs12 <file>',
        text: {
          en: 'certificate and key in one file (.p12, .pfx)',
          pl: 'certyfikat i klucz w jednym pliku (.p12, .pfx)',
        },
      },
      {
        flags: '--sign-command <command>',
        text: {
          en: 'a program that signs stdin with a key elsewhere',
          pl: 'program, który podpisuje stdin kluczem trzymanym gdzie indziej',
        },
      },
      { flags: '--no-check', text: { en: 'do not log in to try it', pl: 'nie loguj się na próbę' } },
    ],
    examples: ['ksef login', 'ksef login --env test --nip 5265877635 --method token'],
    load: async () => (await import('../run/login/login.js')).login,
  },
  {
    name: 'logout',
    text: { en: 'forget a profile and its secret', pl: 'usuń profil i jego sekret' },
    args: [{ name: '[name]', text: { en: 'default: the current one', pl: 'domyślnie: bieżący' } }],
    load: async () => (await import('../run/credentials/profiles.js')).logout,
  },
  {
    name: 'whoami',
    text: {
      en: 'log in, and show as whom and what you may do',
      pl: 'zaloguj się i pokaż, jako kto i z jakimi uprawnieniami',
    },
    load: async () => (await import('../run/credentials/whoami.js')).whoami,
  },
  {
    name: 'profiles',
    text: { en: 'list profiles', pl: 'wypisz profile' },
    load: async () => (await import('../run/credentials/profiles.js')).profiles,
  },
  {
    name: 'use',
    text: { en: 'make a profile the current one', pl: 'ustaw bieżący profil' },
    args: [{ name: '<name>', text: { en: 'name of the profile', pl: 'nazwa profilu' } }],
    load: async () => (await import('../run/credentials/profiles.js')).use,
  },
];
