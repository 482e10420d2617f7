/**
 * Compares `validateInvoice` with validators that others wrote, on 200 invoices of FA(3): three that are right, and 197 in
 * each of which a thing or two was damaged. Where verdicts differ, the reason must be one that docs/guides/validation.md
 * gives. They need Python 3.12 or later, so they run at night, not with our tests.
 *
 *     node --import tsx tools/checks/other-validators.mjs [--list]
 *
 * Python is `python3`, or what the variable PYTHON says. The packages come from PyPI into a temporary folder.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { validateInvoice } from '@ksef/validation';
import { mutations } from '../schemas/src/testing/mutations.ts';
import { pythonEnvironment } from './python-environment.mjs';

const packages = ['rulestamp-ksef-fa3-invoice-lint==1.0.7', 'ksef2==1.1.0'];
const now = new Date('2026-02-04T12:00:00Z');
const root = join(import.meta.dirname, '../..');
const work = mkdtempSync(join(tmpdir(), 'other-validators-'));

try {
  const program = pythonEnvironment(join(work, 'venv'), packages);
  const documents = makeDocuments();
  const ours = await Promise.all(documents.map(({ text }) => ourVerdict(text)));
  const others = {
    'rulestamp lint': lintVerdicts(program, documents),
    ksef2: ksef2Verdicts(program, documents),
  };
  let unexplained = 0;
  for (const [name, verdicts] of Object.entries(others)) {
    const counts = {};
    for (const [index, { what }] of documents.entries()) {
      const reason = explain(ours[index], verdicts[index]);
      counts[reason] = (counts[reason] ?? 0) + 1;
      const isListed = process.argv.includes('--list') && reason !== 'same verdict';
      if (reason !== 'unexplained' && !isListed) continue;
      if (reason === 'unexplained') unexplained++;
      console.log(
        `${name}, ${what}: ${reason}\n  ours: ${ours[index] ?? 'valid'}\n  theirs: ${verdicts[index] ?? 'valid'}`,
      );
    }
    console.log(name, counts);
  }
  process.exitCode = unexplained === 0 ? 0 : 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}

function makeDocuments() {
  const names = ['1-vat.xml', '2-two-rates.xml', '3-advance.xml'];
  const texts = names.map((name) => readFileSync(join(root, 'examples/invoices', name), 'utf8'));
  const counts = [66, 66, 65];
  const documents = texts.flatMap((text, index) => [
    { what: names[index], text },
    ...mutations(text, counts[index], 200 + index),
  ]);
  return documents.map((document, index) => {
    const file = join(work, `${index}.xml`);
    writeFileSync(file, document.text);
    return { ...document, file };
  });
}

async function ourVerdict(text) {
  const { issues } = await validateInvoice(new TextEncoder().encode(text), { now });
  const errors = issues.filter(({ severity }) => severity === 'error');
  return errors.length === 0 ? null : errors.map(({ rule, path }) => `${rule} ${path}`).join(', ');
}

/** Its findings stand below the name of each file, errors with that word. */
function lintVerdicts(program, documents) {
  const verdicts = new Map(documents.map(({ file }) => [file, null]));
  let current;
  for (let start = 0; start < documents.length; start += 40) {
    const files = documents.slice(start, start + 40).map(({ file }) => file);
    for (const line of execFileSync(program('ksef-fa3-invoice-lint'), files, { encoding: 'utf8' }).split(
      '\n',
    )) {
      if (verdicts.has(line.trim())) current = line.trim();
      const [, error] = /^\s+\d+\s+error (.*)$/.exec(line) ?? [];
      if (error !== undefined) verdicts.set(current, verdicts.get(current) ?? error);
    }
  }
  return documents.map(({ file }) => verdicts.get(file));
}

function ksef2Verdicts(program, documents) {
  const script = join(import.meta.dirname, 'other-validators/ksef2_verdicts.py');
  const text = execFileSync(
    program('python'),
    ['-W', 'ignore', script, ...documents.map(({ file }) => file)],
    {
      encoding: 'utf8',
      maxBuffer: 10_000_000,
    },
  );
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** Why two verdicts differ. */
function explain(mine, theirs) {
  if ((mine === null) === (theirs === null)) return 'same verdict';
  if (theirs === null && mine.includes('schema-')) return 'the schema, of which it checks a part';
  if (mine === null && theirs.includes('vat classification is required')) return 'a line without a rate';
  return 'unexplained';
}
