import { listRules, type ValidationIssue, type ValidationStage, validateInvoice } from '@ksef/validation';
import type { Call } from '../../command/call.js';
import type { Run } from '../../command/command-spec.js';
import { readInputs } from '../../files/read-inputs.js';
import { exitCodes } from '../../output/cli-error.js';

interface Row {
  readonly name: string;
  readonly issue: ValidationIssue;
}

/** `ksef validate`: what KSeF or the law would reject. */
export const validate: Run = async (call) => {
  if (call.flag('rules')) return printRules(call);
  const stages = call.list('stage') as readonly ValidationStage[];
  const rules = Object.fromEntries(call.list('off').map((rule) => [rule, 'off' as const]));
  const options = { rules, signal: call.signal, ...(stages.length === 0 ? {} : { stages }) };
  let errors = 0;
  let files = 0;
  const rows = async function* (): AsyncGenerator<Row> {
    for await (const { name, content } of readInputs(call)) {
      files++;
      const result = await validateInvoice(content, options);
      errors += result.issues.filter(({ severity }) => severity === 'error' || call.flag('strict')).length;
      if (call.out.isJson) await call.out.line(JSON.stringify({ name, ...result }));
      else for (const issue of result.issues) yield { name, issue };
      call.out.progress.show(name);
    }
  };
  if (call.out.isJson) for await (const _ of rows());
  else await print(call, rows());
  if (!call.out.isJson) call.out.note(summary(call, files, errors));
  return errors > 0 ? exitCodes.refused : exitCodes.ok;
};

/** As compilers do it, since a table would be wider than any terminal. */
async function print(call: Call, rows: AsyncIterable<Row>): Promise<void> {
  const { bold, dim, red, yellow } = call.out.colors;
  const { language } = call;
  for await (const { name, issue } of rows) {
    const { severity, rule, line, column, path, message, fix } = issue;
    const word =
      severity === 'error'
        ? red(call.say({ en: 'error', pl: 'błąd' }))
        : yellow(call.say({ en: 'warning', pl: 'uwaga' }));
    await call.out.line(`${bold(`${name}:${line}:${column}`)} ${word} ${message[language]}`);
    await call.out.line(`  ${fix[language]} ${dim(`${path} (${rule})`)}`);
  }
}

function summary(call: Call, files: number, errors: number): string {
  return call.say({
    en: errors === 0 ? `${files} checked, no errors.` : `${files} checked, ${errors} error(s).`,
    pl: errors === 0 ? `Sprawdzono: ${files}, bez błędów.` : `Sprawdzono: ${files}, błędów: ${errors}.`,
  });
}

async function printRules(call: Call): Promise<undefined> {
  await call.out.list(
    [
      { title: call.say({ en: 'rule', pl: 'reguła' }), value: ({ id }) => id },
      { title: call.say({ en: 'severity', pl: 'waga' }), value: ({ severity }) => severity },
      { title: call.say({ en: 'what', pl: 'co' }), value: ({ name }) => name[call.language] },
    ],
    listRules(),
  );
  return undefined;
}
