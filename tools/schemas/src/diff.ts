// Reports how published schemas differ from ours: `npm run schemas:diff -- FOLDER`. Exits 1 when they do.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadSchema, type SchemaName, schemaNames } from '@ksef/schemas';
import { factsOf } from './facts-of.js';
import { publishedForms } from './published-forms.js';
import { findSchemaFiles, stripForm } from './strip-schemas.js';
import { readXsd } from './xsd/read-xsd.js';

/** One line for each fact in which the schemas below a folder and ours disagree. Texts do not count. */
export async function findDrift(folder: string): Promise<readonly string[]> {
  const files = findSchemaFiles(folder);
  const drift: string[] = [];
  for (const name of schemaNames) drift.push(...(await driftOf(name, files)));
  const known = new Set(publishedForms.map(({ file }) => file));
  for (const [file, path] of files)
    if (/^schemat_|^upo-/i.test(file) && !known.has(file))
      drift.push(`${path}: a form that is not known here`);
  return [...new Set(drift)];
}

async function driftOf(name: SchemaName, files: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const main = publishedForms.find((form) => form.name === name)?.file ?? '';
  if (!files.has(main)) return [`${main}: gone from the published schemas`];
  const ours = new Map((await loadSchema(name)).files.map((file) => [file.name, file.text]));
  const theirs = new Map(stripForm(main, files).map((file) => [file.name, file.text]));
  const drift: string[] = [];
  for (const [file, text] of theirs) {
    const own = ours.get(file);
    if (own === undefined) drift.push(`${file}: new in ${name}`);
    else if (own !== text) drift.push(...compare(file, own, text));
  }
  for (const file of ours.keys()) if (!theirs.has(file)) drift.push(`${file}: no longer part of ${name}`);
  return drift;
}

function compare(file: string, ours: string, theirs: string): readonly string[] {
  const mine = factsOf(readXsd(ours));
  const published = factsOf(readXsd(theirs));
  const drift: string[] = [];
  for (const [place, fact] of published) {
    const own = mine.get(place);
    if (own === undefined) drift.push(`${file}: ${place} is new: ${fact}`);
    else if (own !== fact) drift.push(`${file}: ${place} was ${own}, is ${fact}`);
  }
  for (const [place, fact] of mine)
    if (!published.has(place)) drift.push(`${file}: ${place} is gone: ${fact}`);
  const order = [...mine.keys()].join() !== [...published.keys()].join();
  return drift.length === 0 && order ? [`${file}: the order of its declarations changed`] : drift;
}

async function main(folder: string | undefined): Promise<number> {
  if (folder === undefined) {
    console.error('Usage: npm run schemas:diff -- FOLDER');
    return 2;
  }
  const drift = await findDrift(resolve(process.env.INIT_CWD ?? '.', folder));
  console.log(drift.length === 0 ? 'No drift.' : drift.join('\n'));
  return drift.length === 0 ? 0 : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.exitCode = await main(process.argv[2]);
