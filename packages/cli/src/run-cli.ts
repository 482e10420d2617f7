import { CommanderError } from 'commander';
import { Call, type Surroundings } from './command/call.js';
import { createProgram } from './command/create-program.js';
import { usageError } from './command/usage-error.js';
import { commands } from './commands/index.js';
import { CliError, exitCodes } from './output/cli-error.js';
import { colorsFor, wantsColor } from './output/colors.js';
import { Output } from './output/output.js';
import { findLanguage } from './text/find-language.js';
import type { Language } from './text/texts.js';

/** What {@link runCli} needs; by default what the process has. */
export interface CliOptions {
  /** The arguments, without those of Node. */
  readonly argv: readonly string[];
  readonly version: string;
  /** Environment variables. */
  readonly variables?: NodeJS.ProcessEnv | undefined;
  readonly stdin?: NodeJS.ReadStream | undefined;
  readonly stdout?: NodeJS.WriteStream | undefined;
  readonly stderr?: NodeJS.WriteStream | undefined;
  /** Ends the command, as Ctrl-C does. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * The command `ksef` as a function: runs one command and resolves to its exit code. Never rejects.
 *
 * @example
 * ```ts
 * import { runCli } from '@ksef/cli';
 *
 * process.exitCode = await runCli({ argv: ['validate', 'invoice.xml'], version: '1.0.0' });
 * ```
 */
export async function runCli(options: CliOptions): Promise<number> {
  const { argv, version, variables: env = process.env, stdin = process.stdin } = options;
  const { stdout = process.stdout, stderr = process.stderr, signal = new AbortController().signal } = options;
  const language = findLanguage(argv, env);
  const around: Surroundings = { env, stdin, stdout, language, signal, version, commands };
  const isColored = !argv.includes('--no-color');
  const outputWith = (given: Readonly<Record<string, unknown>>) =>
    new Output({
      stdout,
      stderr,
      env,
      isColored,
      isJson: given.json === true,
      isVerbose: given.verbose === true,
      isQuiet: given.quiet === true,
    });
  let code: number = exitCodes.ok;
  let out = outputWith({ json: argv.includes('--json') });
  const program = createProgram(
    commands,
    language,
    async (load, args, given) => {
      out = outputWith(given);
      const run = await load();
      code = (await run(new Call(args, given, out, around))) ?? exitCodes.ok;
    },
    {
      version,
      writeOut: (text) => void stdout.write(text),
      bold: colorsFor(isColored && wantsColor(stdout, env)).bold,
    },
  );
  if (argv.length === 0) {
    stdout.write(program.helpInformation());
    return exitCodes.usage;
  }
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    out.progress.clear();
    return error instanceof CommanderError
      ? endOfParsing(error, out, language)
      : (await import('./output/report-error.js')).reportError(error, out, language, signal);
  }
}

function endOfParsing(error: CommanderError, out: Output, language: Language): number {
  if (error.exitCode === 0) return exitCodes.ok;
  // A group without a command: its help was asked for in a way.
  const text = error.code === 'commander.help' ? missingCommand[language] : usageError(error, language);
  const wrong = new CliError(`${text} ${seeHelp[language]}`, { code: 'USAGE', exitCode: exitCodes.usage });
  out.fail(wrong.message, { code: wrong.code, message: wrong.message, exitCode: wrong.exitCode });
  return exitCodes.usage;
}

const missingCommand = { en: 'A command is missing.', pl: 'Brakuje polecenia.' };
const seeHelp = { en: 'See ksef --help.', pl: 'Zob. ksef --help.' };
