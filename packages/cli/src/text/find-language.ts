import { type Language, languages } from './texts.js';

/**
 * The language of help and messages: `--lang`, else `KSEF_LANG`, else the locale of the shell (`LC_ALL`, `LC_MESSAGES`,
 * `LANG`), else English. Known before the arguments are parsed, because errors in them are reported in it.
 */
export function findLanguage(argv: readonly string[], env: NodeJS.ProcessEnv): Language {
  const wanted = [optionIn(argv), env.KSEF_LANG, env.LC_ALL, env.LC_MESSAGES, env.LANG];
  const first = wanted.find((value) => value !== undefined && value !== '');
  return languages.find((language) => first?.toLowerCase().startsWith(language)) ?? 'en';
}

function optionIn(argv: readonly string[]): string | undefined {
  for (const [index, argument] of argv.entries()) {
    if (argument === '--') return undefined;
    if (argument === '--lang') return argv[index + 1];
    if (argument.startsWith('--lang=')) return argument.slice('--lang='.length);
  }
  return undefined;
}
