import type { CommandSpec } from '../command/command-spec.js';

/** Commands around the others. */
export const tools: readonly CommandSpec[] = [
  {
    name: 'explain',
    text: { en: 'explain a status or error code of KSeF', pl: 'wyjaśnij kod statusu lub błędu KSeF' },
    args: [{ name: '<code>', text: { en: 'e.g. 440, 21405', pl: 'np. 440, 21405' } }],
    options: [
      {
        flags: '--of <subject>',
        text: {
          en: 'of what (default invoice; from 1000 on request: why KSeF rejected one)',
          pl: 'czego (domyślnie invoice; od 1000 request: dlaczego KSeF odrzucił żądanie)',
        },
        choices: ['invoice', 'session', 'export', 'login', 'request'],
      },
    ],
    examples: ['ksef explain 440', 'ksef explain 415 --of session', 'ksef explain 21405'],
    load: async () => (await import('../run/after-sending/explain.js')).explain,
  },
  {
    name: 'doctor',
    text: {
      en: 'check clock, network, credentials, versions',
      pl: 'sprawdź zegar, sieć, dane logowania, wersje',
    },
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
        load: async () => (await import('../run/emulator.js')).stopEmulator,
      },
    ],
    load: async () => (await import('../run/emulator.js')).emulator,
  },
  {
    name: 'mcp',
    text: {
      en: 'serve an AI assistant over MCP: stdin and stdout',
      pl: 'obsługuj asystenta AI przez MCP: stdin i stdout',
    },
    details: {
      en: `The assistant lists, reads, checks, drafts and renders invoices of the company of this profile. It changes nothing in KSeF; with
--allow-send it may send a draft, after you have confirmed it in your client. Needs the package @ksef/mcp.`,
      pl: `Asystent wypisuje, czyta, sprawdza, przygotowuje i pokazuje faktury firmy z tego profilu. Niczego nie zmienia w KSeF; z --allow-send
może wysłać szkic, gdy potwierdzisz to w swoim kliencie. Wymaga pakietu @ksef/mcp.`,
    },
    options: [
      {
        flags: '--allow-send',
        text: {
          en: 'let it send drafts; each needs your confirmation',
          pl: 'pozwól wysyłać szkice; każdy wymaga potwierdzenia',
        },
      },
      {
        flags: '-o, --out <folder>',
        text: {
          en: 'write PDF, HTML and XML there (default: resources of the protocol)',
          pl: 'zapisuj tam PDF, HTML i XML (domyślnie: zasoby protokołu)',
        },
      },
    ],
    examples: ['ksef mcp --profile prd-5265877635', 'ksef mcp --env emulator --allow-send'],
    load: async () => (await import('../run/mcp.js')).mcp,
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
