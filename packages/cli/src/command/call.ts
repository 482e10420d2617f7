import { CliError } from '../output/cli-error.js';
import type { Output } from '../output/output.js';
import type { Language, Texts } from '../text/texts.js';
import type { CommandDescription } from './command-description.js';

/** What surrounds a call. */
export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly language: Language;
  /** Aborts when the user presses Ctrl-C. */
  readonly signal: AbortSignal;
  readonly version: string;
  /** All commands: completions and references are made from them. */
  readonly commands: readonly CommandDescription[];
}

/** One use of a command: its arguments, its options, and where its output goes. */
export class Call {
  constructor(
    readonly args: readonly string[],
    readonly options: Readonly<Record<string, unknown>>,
    readonly out: Output,
    readonly around: Surroundings,
  ) {}

  get signal(): AbortSignal {
    return this.around.signal;
  }

  get language(): Language {
    return this.around.language;
  }

  /** The text in the user's language. */
  say(texts: Texts): string {
    return texts[this.language];
  }

  flag(name: string): boolean {
    return this.options[name] === true;
  }

  text(name: string): string | undefined {
    const value = this.options[name];
    return typeof value === 'string' ? value : undefined;
  }

  list(name: string): readonly string[] {
    const value = this.options[name];
    return Array.isArray(value) ? value.map(String) : [];
  }

  /** An option that is a whole number. */
  whole(name: string, least = 1): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (/^\d{1,15}$/.test(text) && value >= least) return value;
    throw this.usage({
      en: `--${dashed(name)} needs a whole number from ${least}, not "${text}".`,
      pl: `--${dashed(name)} wymaga liczby całkowitej od ${least}, a nie „${text}”.`,
    });
  }

  /** An argument that the command requires. */
  arg(index: number): string {
    return this.args[index] ?? '';
  }

  /** An error of usage (exit code 2). */
  usage(texts: Texts): CliError {
    return new CliError(this.say(texts), { code: 'USAGE', exitCode: 2 });
  }
}

function dashed(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
