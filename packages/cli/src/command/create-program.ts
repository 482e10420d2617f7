import { Argument, Command, Help, Option } from 'commander';
import type { Language, Texts } from '../text/texts.js';
import type { CommandSpec, OptionSpec, Run } from './command-spec.js';
import { globalOptions } from './global-options.js';
import {
  choicesTitle,
  examplesTitle,
  helpOptionText,
  helpTitles,
  programDetails,
  programText,
  repeatableText,
  usageWords,
  versionText,
} from './help-texts.js';

/** What happens when a command is used. */
export type Act = (
  load: () => Promise<Run>,
  args: readonly string[],
  options: Readonly<Record<string, unknown>>,
) => Promise<void>;

/** Where commander writes. */
export interface ProgramOutput {
  readonly writeOut: (text: string) => void;
  readonly bold: (text: string) => string;
  readonly version: string;
}

/** The program, as commander sees it. Nothing of the commands' code is loaded. */
export function createProgram(
  commands: readonly CommandSpec[],
  language: Language,
  act: Act,
  output: ProgramOutput,
): Command {
  const say = (texts: Texts) => texts[language];
  const program = new Command('ksef');
  common(program);
  program
    .description(`${say(programText)}\n${say(programDetails)}`)
    .version(output.version, '-V, --version', say(versionText))
    .helpCommand(false);
  for (const option of globalOptions) program.addOption(optionOf(option));
  for (const spec of commands) addCommand(program, spec);
  return program;

  function common(command: Command): void {
    command
      .helpOption('-h, --help', say(helpOptionText))
      .exitOverride()
      .showSuggestionAfterError()
      .configureOutput({ writeOut: output.writeOut, writeErr: () => undefined })
      .configureHelp({
        sortSubcommands: false,
        showGlobalOptions: true,
        commandUsage: (of: Command) =>
          Help.prototype.commandUsage
            .call(new Help(), of)
            .replace('[options]', `[${say(usageWords.options)}]`)
            .replace('[command]', `[${say(usageWords.command)}]`),
        styleTitle: (title) => output.bold(helpTitles[title]?.[language] ?? title),
        subcommandTerm: (sub: Command) => sub.name() + argumentsOf(sub),
        optionDescription: describeOption,
        visibleGlobalOptions: (command: Command) => globalsOf(command),
      } satisfies Partial<Help>);
  }

  function addCommand(parent: Command, spec: CommandSpec): void {
    const command = parent.command(spec.name);
    common(command);
    command.summary(say(spec.text)).helpCommand(false);
    command.description(
      spec.details === undefined ? say(spec.text) : `${say(spec.text)}\n\n${say(spec.details)}`,
    );
    for (const { name, text } of spec.args ?? []) command.addArgument(new Argument(name, say(text)));
    for (const option of spec.options ?? []) command.addOption(optionOf(option));
    for (const sub of spec.commands ?? []) addCommand(command, sub);
    if (spec.examples !== undefined)
      command.addHelpText(
        'after',
        `\n${output.bold(say(examplesTitle))}\n${spec.examples.map((line) => `  ${line}`).join('\n')}`,
      );
    const { load } = spec;
    if (load === undefined) return;
    command.action(() => act(load, command.args, command.optsWithGlobals()));
  }

  function optionOf({ flags, text, choices, isList, isRequired }: OptionSpec): Option {
    const option = new Option(flags, isList === true ? `${say(text)} (${say(repeatableText)})` : say(text));
    if (choices !== undefined) option.choices([...choices]);
    if (isRequired === true) option.makeOptionMandatory();
    if (isList === true) {
      const check = option.parseArg;
      option.argParser((value: string, earlier: readonly string[] | undefined) => {
        check?.call(option, value, undefined);
        return [...(earlier ?? []), value];
      });
    }
    return option;
  }

  function describeOption({ description, argChoices }: Option): string {
    return argChoices === undefined
      ? description
      : `${description} (${say(choicesTitle)}: ${argChoices.join(', ')})`;
  }
}

function globalsOf(command: Command): Option[] {
  let top = command;
  while (top.parent !== null) top = top.parent;
  return top === command ? [] : [...top.options].filter(({ long }) => long !== '--version');
}

function argumentsOf(command: Command): string {
  if (command.commands.length > 0 && command.registeredArguments.length === 0) return ' …';
  return command.registeredArguments
    .map((argument) => {
      const name = argument.variadic ? `${argument.name()}...` : argument.name();
      return argument.required ? ` <${name}>` : ` [${name}]`;
    })
    .join('');
}
