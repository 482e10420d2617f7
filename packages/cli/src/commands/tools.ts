import type { CommandSpec } from '../command/command-spec.js';

/** Commands around the others. */
export const tools: readonly CommandSpec[] = [
  {
    name: 'explain',
    text: { en: 'explain a status code of KSeF', pl: 'wyjaśnij kod statusu KSeF' },
    args: [{ name: '<code>', text: { en: 'e.g. 440', pl: 'np. 440' } }],
    options: [
      {
        flags: '--of <subject>',
        text: { en: 'of what (default invoice)', pl: 'czego (domyślnie invoice)' },
        choices: ['invoice', 'session', 'export', 'login'],
      },
    ],
    examples: ['ksef explain 440', 'ksef explain 415 --of session'],
    json: 'object',
    load: async () => (await import('../run/after-sending/explain.js')).explain,
  },
  {
    name: 'doctor',
    text: {
      en: 'check clock, network, credentials, versions',
      pl: 'sprawdź zegar, sieć, dane logowania, wersje',
    },
    json: 'lines',
    load: async () => (await import('../run/doctor/doctor.js')).doctor,
  },
  {
    name: 'emulator',
    text: { en: 'run a KSeF on this machine', pl: 'uruchom KSeF na tym komputerze' },
    options: [
      {
        flags: '--port <port>',
        text: { en: 'default 8080; 0: any free one', pl: 'domyślnie 8080; 0: dowolny wolny' },
      },
      { flags: '--state <folder>', text: { en: 'keep everything there', pl: 'przechowuj tam wszystko' } },
    ],
    commands: [
      {
        name: 'stop',
        text: {
          en: 'stop the emulator of --env emulator',
          pl: 'zatrzymaj emulator uruchomiony przez --env emulator',
        },
        json: 'object',
        load: async () => (await import('../run/emulator.js')).stopEmulator,
      },
    ],
    json: 'object',
    load: async () => (await import('../run/emulator.js')).emulator,
  },
  {
    name: 'completion',
    text: { en: 'print completions for a shell', pl: 'wypisz dopełnianie poleceń dla powłoki' },
    args: [
      {
        name: '<shell>',
        text: { en: 'bash, zsh, fish or powershell', pl: 'bash, zsh, fish albo powershell' },
      },
    ],
    examples: [
      'source <(ksef completion bash)',
      'ksef completion fish > ~/.config/fish/completions/ksef.fish',
    ],
    load: async () => (await import('../run/completion.js')).completion,
  },
];
