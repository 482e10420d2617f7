import type { Texts } from '../text/texts.js';

/** An option of a command. */
export interface OptionSpec {
  /** As commander reads it, e.g. `-o, --out <file>`. */
  readonly flags: string;
  readonly text: Texts;
  readonly choices?: readonly string[] | undefined;
  /** May be given several times. */
  readonly isList?: boolean | undefined;
  readonly isRequired?: boolean | undefined;
}

/** A positional argument of a command. */
export interface ArgumentSpec {
  /** As commander reads it, e.g. `<file>`, `[files...]`. */
  readonly name: string;
  readonly text: Texts;
}

/** The description of a command for help, completions and the reference. */
export interface CommandDescription {
  readonly name: string;
  readonly text: Texts;
  /** More than one line of help needs. */
  readonly details?: Texts | undefined;
  readonly args?: readonly ArgumentSpec[] | undefined;
  readonly options?: readonly OptionSpec[] | undefined;
  readonly examples?: readonly string[] | undefined;
  readonly commands?: readonly CommandDescription[] | undefined;
}
