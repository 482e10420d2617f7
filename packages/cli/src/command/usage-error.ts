import type { CommanderError } from 'commander';
import type { Language, Texts } from '../text/texts.js';

/** The error for invalid arguments, in the user's language: commander's messages are English. */
export function usageError(error: CommanderError, language: Language): string {
  const english = error.message.replace(/^error: /, '');
  const [, quoted = ''] = /'([^']*)'/.exec(english) ?? [];
  const suggestion = english.split('(Did you mean ')[1]?.split('?')[0];
  const text = texts[error.code]?.(quoted)[language];
  if (text === undefined) return english;
  const hint: Texts = { en: `Did you mean ${suggestion}?`, pl: `Czy chodziło o ${suggestion}?` };
  return suggestion === undefined ? text : `${text} ${hint[language]}`;
}

const texts: Readonly<Record<string, (quoted: string) => Texts>> = {
  'commander.unknownOption': (name) => ({ en: `Unknown option ${name}.`, pl: `Nieznana opcja ${name}.` }),
  'commander.unknownCommand': (name) => ({
    en: `Unknown command ${name}.`,
    pl: `Nieznane polecenie ${name}.`,
  }),
  'commander.missingArgument': (name) => ({
    en: `Missing argument: ${name}.`,
    pl: `Brakuje argumentu: ${name}.`,
  }),
  'commander.optionMissingArgument': (name) => ({
    en: `Option ${name} needs a value.`,
    pl: `Opcja ${name} wymaga wartości.`,
  }),
  'commander.missingMandatoryOptionValue': (name) => ({
    en: `Missing option: ${name}.`,
    pl: `Brakuje opcji: ${name}.`,
  }),
  'commander.excessArguments': () => ({ en: 'Too many arguments.', pl: 'Za dużo argumentów.' }),
};
