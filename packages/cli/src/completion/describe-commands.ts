import type { CommandDescription, OptionSpec } from '../command/command-description.js';
import { globalOptions } from '../command/global-options.js';
import type { Language } from '../text/texts.js';

/** A word that a shell may complete, and what it means. */
export interface Word {
  readonly word: string;
  readonly text: string;
}

/** What can follow after the words of a command. */
export interface Completable {
  /** The words of the command without `ksef`, e.g. `token new`; empty for the program itself. */
  readonly path: string;
  readonly commands: readonly Word[];
  readonly options: readonly Word[];
  /** Options with a fixed set of values. */
  readonly choices: readonly { readonly flags: readonly string[]; readonly values: readonly string[] }[];
}

/** Every command, as completions need it. */
export function completables(
  commands: readonly CommandDescription[],
  language: Language,
): readonly Completable[] {
  const globals = [...globalOptions, helpOption];
  const describe = (
    path: string,
    subs: readonly CommandDescription[],
    own: readonly OptionSpec[],
  ): Completable => {
    const options = [...own, ...globals];
    return {
      path,
      commands: subs.map(({ name, text }) => ({ word: name, text: text[language] })),
      options: options.flatMap(({ flags, text }) =>
        flagsOf(flags).map((word) => ({ word, text: text[language] })),
      ),
      choices: options.flatMap(({ flags, choices }) =>
        choices === undefined ? [] : [{ flags: flagsOf(flags), values: choices }],
      ),
    };
  };
  const walk = (path: string, spec: CommandDescription): readonly Completable[] => {
    const own = path === '' ? spec.name : `${path} ${spec.name}`;
    const subs = spec.commands ?? [];
    return [describe(own, subs, spec.options ?? []), ...subs.flatMap((sub) => walk(own, sub))];
  };
  return [describe('', commands, []), ...commands.flatMap((spec) => walk('', spec))];
}

const helpOption: OptionSpec = { flags: '-h, --help', text: { en: 'show help', pl: 'pokaż pomoc' } };

/** `-o, --out <path>` has the words `-o` and `--out`. */
function flagsOf(flags: string): string[] {
  return flags.split(/[ ,]+/).filter((part) => part.startsWith('-'));
}
