// Reports how a published contract differs from ours: `pnpm openapi:diff FILE`. Exits 1 when it does.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Contract, type ContractOperation, operationsOf, readContract, type Schema } from './contract.js';

/** One line for each fact in which the published document and ours disagree. Texts do not count. */
export function findDrift(ours: Contract, published: Contract): readonly string[] {
  return [...operationDrift(ours, published), ...schemaDrift(ours, published)];
}

function operationDrift(ours: Contract, published: Contract): readonly string[] {
  const mine = byName(ours);
  const theirs = byName(published);
  const drift: string[] = [];
  for (const name of mine.keys()) if (!theirs.has(name)) drift.push(`${name}: gone from the published document`);
  for (const [name, operation] of theirs) {
    const own = mine.get(name);
    if (own === undefined) drift.push(`${name}: new in the published document`);
    else drift.push(...compareOperation(name, own, operation));
  }
  return drift;
}

function compareOperation(name: string, ours: ContractOperation, published: ContractOperation): string[] {
  const drift: string[] = [];
  const mine = parametersOf(ours);
  const theirs = parametersOf(published);
  for (const [key, fact] of theirs) if (mine.get(key) !== fact) drift.push(`${name}: parameter ${key} is ${fact}, ours ${mine.get(key) ?? 'absent'}`);
  // Features are asked for by a header that the document names in prose only: ours may know more of them.
  for (const key of mine.keys()) if (!theirs.has(key) && key !== 'header X-KSeF-Feature') drift.push(`${name}: parameter ${key} is gone`);
  compare(drift, `${name}: rate limits`, limits(ours), limits(published));
  compare(drift, `${name}: bearer`, ours.security !== undefined, published.security !== undefined);
  compare(drift, `${name}: permissions`, list(ours['x-required-permissions']), list(published['x-required-permissions']));
  compare(drift, `${name}: responses`, list(Object.keys(ours.responses)), list(Object.keys(published.responses)));
  compare(drift, `${name}: body`, list(Object.keys(ours.requestBody?.content ?? {})), list(Object.keys(published.requestBody?.content ?? {})));
  return drift;
}

function schemaDrift(ours: Contract, published: Contract): readonly string[] {
  const mine = ours.components.schemas;
  const theirs = published.components.schemas;
  const drift: string[] = [];
  for (const name of Object.keys(mine)) if (theirs[name] === undefined) drift.push(`schema ${name}: gone from the published document`);
  for (const [name, schema] of Object.entries(theirs)) {
    const own = mine[name];
    if (own === undefined) drift.push(`schema ${name}: new in the published document`);
    else compareSchema(drift, `schema ${name}`, own, schema);
  }
  return drift;
}

const facts = ['type', 'minLength', 'maxLength', 'minimum', 'maximum', 'minItems', 'maxItems', 'pattern', 'nullable'] as const;

function compareSchema(drift: string[], name: string, ours: Schema, published: Schema): void {
  const mine = flat(ours);
  const theirs = flat(published);
  if (mine.$ref !== theirs.$ref) drift.push(`${name}: refers to ${theirs.$ref ?? 'nothing'}, ours to ${mine.$ref ?? 'nothing'}`);
  for (const fact of facts) compare(drift, `${name}: ${fact}`, mine[fact], theirs[fact]);
  compare(drift, `${name}: required`, list(mine.required), list(theirs.required));
  compare(drift, `${name}: values`, list(mine.enum), list(theirs.enum));
  const own = mine.properties ?? {};
  const other = theirs.properties ?? {};
  for (const property of Object.keys(own)) if (other[property] === undefined) drift.push(`${name}.${property}: gone from the published document`);
  for (const [property, schema] of Object.entries(other)) {
    const known = own[property];
    if (known === undefined) drift.push(`${name}.${property}: new in the published document`);
    else compareSchema(drift, `${name}.${property}`, known, schema);
  }
  if (mine.items !== undefined && theirs.items !== undefined) compareSchema(drift, `${name}[]`, mine.items, theirs.items);
}

/** A reference wrapped into `allOf` only to carry a text says the same as the bare reference. */
function flat(schema: Schema): Schema {
  if (schema.allOf?.length !== 1) return schema;
  const { allOf, required: _wrapped, ...rest } = schema;
  return { ...allOf[0], ...(rest.nullable === undefined ? {} : { nullable: rest.nullable }) };
}

function compare(drift: string[], name: string, ours: unknown, published: unknown): void {
  if (ours !== published) drift.push(`${name}: ${String(published ?? 'nothing')}, ours ${String(ours ?? 'nothing')}`);
}

function byName(contract: Contract): Map<string, ContractOperation> {
  return new Map([...operationsOf(contract)].map(({ method, path, operation }) => [`${method} ${path}`, operation]));
}

function parametersOf(operation: ContractOperation): Map<string, string> {
  return new Map((operation.parameters ?? []).map((one) => [`${one.in} ${one.name}`, one.required ? 'required' : 'optional']));
}

function limits(operation: ContractOperation): string {
  const { perSecond, perMinute, perHour } = operation['x-rate-limits'] ?? {};
  return [perSecond, perMinute, perHour].map((count) => count ?? '-').join('/');
}

function list(values: readonly string[] | undefined): string {
  return [...(values ?? [])].sort().join(' ');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const file = process.argv[2];
  if (file === undefined) {
    console.error('Usage: pnpm openapi:diff FILE');
    process.exit(2);
  }
  const drift = findDrift(readContract(), readContract(resolve(process.env.INIT_CWD ?? '.', file)));
  console.log(drift.length === 0 ? 'No drift.' : drift.join('\n'));
  process.exitCode = drift.length === 0 ? 0 : 1;
}
