import type { Call } from './call.js';
import type { CommandDescription } from './command-description.js';

export type { ArgumentSpec, OptionSpec } from './command-description.js';

/** What a command does; it resolves to the exit code, by default 0. */
export type Run = (call: Call) => Promise<number | undefined>;

/** One command: its description, and where its code is. */
export interface CommandSpec extends CommandDescription {
  readonly commands?: readonly CommandSpec[] | undefined;
  /** Loads the code of the command on first use. */
  readonly load?: (() => Promise<Run>) | undefined;
}
