import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseFa3, writeFa3 } from '@ksef/forms/fa3';
import { readXmlTree } from '@ksef/forms/xml';
import { XMLParser } from 'fast-xml-parser';
import { type Figure, median } from './figure.js';

const rounds = 9;
const folder = join(import.meta.dirname, '../../../examples/invoices');
const files = ['1-vat.xml', '2-two-rates.xml', '3-advance.xml'].map((name) =>
  readFileSync(join(folder, name)),
);

/**
 * Invoices of FA(3) a second against `fast-xml-parser`, which keeps attributes and all values as text as we do, but checks
 * neither the form nor, without its validator, whether the document is well-formed.
 */
export async function benchForms(): Promise<readonly Figure[]> {
  const parser = new XMLParser({ ignoreAttributes: false, parseTagValue: false });
  const theirs = (bytes: Uint8Array) => parser.parse(Buffer.from(bytes));
  const checking = (bytes: Uint8Array) => parser.parse(Buffer.from(bytes), true);
  const models = new Map(files.map((file) => [file, parseFa3(file)]));
  const write = (file: (typeof files)[number]) => writeFa3(models.get(file) ?? parseFa3(file));
  return [
    compare('parseFa3', parseFa3, theirs, 'at least 3'),
    compare('parseFa3, theirs with its validator', parseFa3, checking, 'at least 3'),
    compare('readXmlTree', (file) => readXmlTree(file), theirs, 'at least 3'),
    compare('writeFa3', write, theirs, 'reported'),
  ];
}

/** Both in turns, so that whatever else the machine does slows both. */
function compare(
  what: string,
  ours: (file: (typeof files)[number]) => unknown,
  theirs: (file: (typeof files)[number]) => unknown,
  goal: string,
): Figure {
  const speeds = Array.from({ length: rounds }, () => [perSecond(ours), perSecond(theirs)] as const);
  const measured = median(speeds.map(([own]) => own));
  const base = median(speeds.map(([, other]) => other));
  return {
    what,
    measured: `${measured.toFixed(0)}/s`,
    baseline: `${base.toFixed(0)}/s (fast-xml-parser 5.12.1 reading)`,
    ratio: median(speeds.map(([own, other]) => own / other)),
    goal,
  };
}

function perSecond(run: (file: (typeof files)[number]) => unknown): number {
  const start = performance.now();
  let done = 0;
  while (performance.now() - start < 200) {
    for (const file of files) run(file);
    done += files.length;
  }
  return (done * 1000) / (performance.now() - start);
}
