import type { Texts } from '../text/texts.js';

/** The words of help that are commander's own. */
export const helpTitles: Readonly<Record<string, Texts>> = {
  'Usage:': { en: 'Usage:', pl: 'Użycie:' },
  'Arguments:': { en: 'Arguments:', pl: 'Argumenty:' },
  'Options:': { en: 'Options:', pl: 'Opcje:' },
  'Global Options:': { en: 'Global options:', pl: 'Opcje wspólne:' },
  'Commands:': { en: 'Commands:', pl: 'Polecenia:' },
};

/** Of the line `Usage:`. */
export const usageWords = {
  options: { en: 'options', pl: 'opcje' },
  command: { en: 'command', pl: 'polecenie' },
} as const satisfies Readonly<Record<string, Texts>>;

export const helpOptionText: Texts = { en: 'show help', pl: 'pokaż pomoc' };
export const versionText: Texts = { en: 'show the version', pl: 'pokaż wersję' };
export const examplesTitle: Texts = { en: 'Examples:', pl: 'Przykłady:' };
export const choicesTitle: Texts = { en: 'one of', pl: 'jedno z' };
export const repeatableText: Texts = { en: 'may be repeated', pl: 'można powtórzyć' };

export const programText: Texts = {
  en: "The command line of KSeF, Poland's e-invoicing system.",
  pl: 'Krajowy System e-Faktur z wiersza poleceń.',
};

export const programDetails: Texts = {
  en: `Start with "ksef login", or try any command with --env emulator.
Exit codes: 0 done; 1 something was refused; 2 wrong usage; 3 network; 4 login; 130 interrupted.`,
  pl: `Zacznij od „ksef login” albo wypróbuj dowolne polecenie z --env emulator.
Kody wyjścia: 0 wykonano; 1 coś odrzucono; 2 błędne użycie; 3 sieć; 4 logowanie; 130 przerwano.`,
};
