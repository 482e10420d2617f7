// Reports how a published contract differs from ours: `npm run openapi:diff -- FILE`. Exits 1 when it does.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compareOperations } from './compare-operations.js';
import { compareSchema } from './compare-schemas.js';
import { type Contract, readContract } from './contract.js';

/** One line for each fact in which the published document and ours disagree. Texts do not count. */
export function findDrift(ours: Contract, published: Contract): readonly string[] {
  return [...compareOperations(ours, published), ...compareAllSchemas(ours, published)];
}

function compareAllSchemas(ours: Contract, published: Contract): readonly string[] {
  const mine = ours.components.schemas;
  const theirs = published.components.schemas;
  const drift: string[] = [];
  for (const name of Object.keys(mine)) {
    if (theirs[name] === undefined) drift.push(`schema ${name}: gone from the published document`);
  }
  for (const [name, schema] of Object.entries(theirs)) {
    const own = mine[name];
    if (own === undefined) drift.push(`schema ${name}: new in the published document`);
    else drift.push(...compareSchema(`schema ${name}`, own, schema));
  }
  return drift;
}

function main(file: string | undefined): number {
  if (file === undefined) {
    console.error('Usage: npm run openapi:diff -- FILE');
    return 2;
  }
  const drift = findDrift(readContract(), readContract(resolve(process.env.INIT_CWD ?? '.', file)));
  console.log(drift.length === 0 ? 'No drift.' : drift.join('\n'));
  return drift.length === 0 ? 0 : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = main(process.argv[2]);
