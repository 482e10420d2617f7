import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fa3Schema } from '@ksef/schemas/fa3';
import { validateInvoice } from '@ksef/validation';
import {
  ParseOption,
  XmlBufferInputProvider,
  XmlDocument,
  XsdValidator,
  xmlRegisterInputProvider,
} from 'libxml2-wasm';
import { type Figure, median } from './figure.js';
import { evaluate } from './processes.js';

const slices = 800;
/** The day of the last of these invoices. */
const now = new Date('2026-02-04T12:00:00Z');
const folder = join(import.meta.dirname, '../../../examples/invoices');
const files = ['1-vat.xml', '2-two-rates.xml', '3-advance.xml'].map((name) =>
  readFileSync(join(folder, name)),
);

/** Valid invoices of FA(3), against libxml2 alone with the same schema; and the first call of a process. */
export async function benchValidation(): Promise<readonly Figure[]> {
  const bare = bareLibxml2();
  const stages = (which?: readonly ['schema']) => async (file: Buffer) => {
    const { isValid } = await validateInvoice(file, { now, ...(which && { stages: which }) });
    if (!isValid) throw new Error('The invoice is not valid.');
  };
  return [
    await compare('validateInvoice, stage schema', stages(['schema']), bare, 1.3),
    await compare('validateInvoice, all stages', stages(), bare, 2),
    firstCall(),
  ];
}

/** Parses a document and validates it, as a program that uses libxml2 alone would. */
function bareLibxml2(): (file: Buffer) => void {
  const encoder = new TextEncoder();
  const base = 'bench:/';
  const provided = fa3Schema.files.map(({ name, text }) => [base + name, encoder.encode(text)]);
  xmlRegisterInputProvider(new XmlBufferInputProvider(Object.fromEntries(provided)));
  const [main] = fa3Schema.files;
  using schema = XmlDocument.fromString(main?.text ?? '', { url: base + main?.name });
  const validator = XsdValidator.fromDoc(schema);
  return (file) => {
    using document = XmlDocument.fromBuffer(file, { option: ParseOption.XML_PARSE_NONET });
    validator.validate(document);
  };
}

/** Both in turns. The best of many short slices: those that nothing else interrupted. */
async function compare(
  what: string,
  ours: (file: Buffer) => Promise<void>,
  bare: (file: Buffer) => void,
  most: number,
): Promise<Figure> {
  const best = { ours: Number.POSITIVE_INFINITY, bare: Number.POSITIVE_INFINITY };
  for (let slice = 0; slice < slices; slice++) {
    best.ours = Math.min(best.ours, await millisecondsOf(ours));
    best.bare = Math.min(best.bare, await millisecondsOf(bare));
  }
  return {
    what,
    measured: `${best.ours.toFixed(3)} ms an invoice`,
    baseline: `${best.bare.toFixed(3)} ms (libxml2-wasm, parse and validate)`,
    ratio: best.ours / best.bare,
    goal: `at most ${most}`,
  };
}

async function millisecondsOf(run: (file: Buffer) => void | Promise<void>): Promise<number> {
  const start = performance.now();
  for (let times = 0; times < 4; times++) for (const file of files) await run(file);
  return (performance.now() - start) / (4 * files.length);
}

/** Processor time from the import to the first verdict, in processes of their own: on an idle machine, about what it takes. */
function firstCall(): Figure {
  const times = Array.from({ length: 9 }, () => {
    const code = `
      const start = process.cpuUsage();
      const { validateInvoice } = await import('@ksef/validation');
      const { isValid } = await validateInvoice(await (await import('node:fs/promises')).readFile(process.argv[1]));
      if (!isValid) process.exit(1);
      const { user, system } = process.cpuUsage(start);
      console.log((user + system) / 1000);`;
    return Number(evaluate(code, join(folder, '1-vat.xml')));
  });
  return {
    what: 'first call of a process, import included, processor time',
    measured: `${median(times).toFixed(0)} ms`,
    baseline: '350 ms on an idle machine',
    ratio: median(times) / 350,
    goal: 'at most 1',
  };
}
