// Reports how a published contract differs from ours: `npm run openapi:diff -- FILE|URL`. Exits 1 when it does, 2 when it
// cannot be read.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compareOperations } from './compare-operations.js';
import { compareSchema } from './compare-schemas.js';
import { type Contract, readContract } from './contract.js';
import { readPublished, statedVersion } from './read-published.js';

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

async function main(source: string | undefined): Promise<number> {
  if (source === undefined) {
    console.error('Usage: npm run openapi:diff -- FILE|URL');
    return 2;
  }
  const ours = readContract();
  const published = await readPublished(
    /^https?:/i.test(source) ? source : resolve(process.env.INIT_CWD ?? '.', source),
  );
  console.error(`Published: ${statedVersion(published)}. Ours: ${statedVersion(ours)}.`);
  const drift = findDrift(ours, published);
  console.log(drift.length === 0 ? 'No drift.' : drift.join('\n'));
  return drift.length === 0 ? 0 : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.exitCode = await main(process.argv[2]).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    return 2;
  });
}
