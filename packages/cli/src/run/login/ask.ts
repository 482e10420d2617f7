import type { Call } from '../../command/call.js';
import { canAsk, interrupted } from '../../profile/prompt-secret.js';
import type { Texts } from '../../text/texts.js';

/** An answer of the user; the option that gives it where nobody can be asked. */
export interface Question {
  readonly text: Texts;
  readonly option: string;
  readonly placeholder?: string | undefined;
  /** Why an answer will not do; undefined when it will. */
  readonly refuse?: ((answer: string) => string | undefined) | undefined;
}

/** Asks for a text. */
export async function askText(call: Call, { text, option, placeholder, refuse }: Question): Promise<string> {
  needTerminal(call, option);
  const clack = await import('@clack/prompts');
  const answer = await clack.text({
    message: call.say(text),
    output: process.stderr,
    ...(placeholder === undefined ? {} : { placeholder }),
    validate: (value) => {
      if (value === undefined || value.trim() === '') return call.say({ en: 'Needed.', pl: 'Wymagane.' });
      return refuse?.(value.trim());
    },
  });
  if (clack.isCancel(answer)) throw interrupted();
  return answer.trim();
}

/** Lets the user choose. */
export async function askChoice<Value extends string>(
  call: Call,
  question: Question,
  choices: readonly { readonly value: Value; readonly label: string }[],
): Promise<Value> {
  needTerminal(call, question.option);
  const clack = await import('@clack/prompts');
  const answer = await clack.select<string>({
    message: call.say(question.text),
    options: choices.map(({ value, label }) => ({ value, label })),
    output: process.stderr,
  });
  if (clack.isCancel(answer)) throw interrupted();
  return answer as Value;
}

/** Asks for a secret, without showing it. */
export async function askHidden(call: Call, question: Question): Promise<string> {
  needTerminal(call, question.option);
  const { askSecret } = await import('../../profile/prompt-secret.js');
  return askSecret(call.say(question.text));
}

function needTerminal(call: Call, option: string): void {
  if (canAsk(call)) return;
  throw call.usage({
    en: `Nobody can be asked here: give ${option}.`,
    pl: `Tu nie można zadać pytania: podaj ${option}.`,
  });
}
