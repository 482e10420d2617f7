import { compareSchema, difference, list } from './compare-schemas.js';
import { type Contract, type ContractOperation, type Media, operationsOf } from './contract.js';

/** What differs between the operations of two contracts. */
export function compareOperations(ours: Contract, published: Contract): readonly string[] {
  const mine = byName(ours);
  const theirs = byName(published);
  const gone = [...mine.keys()].filter((name) => !theirs.has(name));
  return [
    ...gone.map((name) => `${name}: gone from the published document`),
    ...[...theirs].flatMap(([name, operation]) => {
      const own = mine.get(name);
      if (own === undefined) return [`${name}: new in the published document`];
      return compareOperation(name, own, operation);
    }),
  ];
}

function compareOperation(
  name: string,
  ours: ContractOperation,
  published: ContractOperation,
): readonly string[] {
  return [
    ...compareParameters(name, ours, published),
    ...difference(`${name}: rate limits`, limits(ours), limits(published)),
    ...compareGroup(name, ours, published),
    ...difference(`${name}: bearer`, ours.security !== undefined, published.security !== undefined),
    ...difference(
      `${name}: permissions`,
      list(ours['x-required-permissions']),
      list(published['x-required-permissions']),
    ),
    ...compareContent(`${name}: body`, ours.requestBody?.content, published.requestBody?.content),
    ...compareResponses(name, ours, published),
    ...newErrorCodes(name, ours, published),
  ];
}

function compareParameters(
  name: string,
  ours: ContractOperation,
  published: ContractOperation,
): readonly string[] {
  const mine = parametersOf(ours);
  const theirs = parametersOf(published);
  // Features are asked for by a header that the document names in prose only: ours knows of more of them.
  const gone = [...mine.keys()].filter((key) => !theirs.has(key) && key !== 'header X-KSeF-Feature');
  return [
    ...gone.map((key) => `${name}: parameter ${key} is gone`),
    ...[...theirs].flatMap(([key, parameter]) => {
      const own = mine.get(key);
      if (own === undefined) return [`${name}: parameter ${key} is new`];
      return [
        ...difference(
          `${name}: parameter ${key}: required`,
          own.required === true,
          parameter.required === true,
        ),
        ...compareSchema(`${name}: parameter ${key}`, own.schema, parameter.schema),
      ];
    }),
  ];
}

/** The published document states groups only in the texts of its 429 answers, and not for every operation. */
function compareGroup(
  name: string,
  ours: ContractOperation,
  published: ContractOperation,
): readonly string[] {
  const stated = published['x-limit-group'] ?? lastCell(published.responses['429']?.description ?? '');
  return stated === undefined ? [] : difference(`${name}: limit group`, ours['x-limit-group'], stated);
}

function lastCell(table: string): string | undefined {
  return /\|\s*([a-z][A-Za-z]+)\s*\|?\s*$/.exec(table)?.[1];
}

function compareResponses(
  name: string,
  ours: ContractOperation,
  published: ContractOperation,
): readonly string[] {
  return [
    ...difference(
      `${name}: responses`,
      list(Object.keys(ours.responses)),
      list(Object.keys(published.responses)),
    ),
    ...Object.entries(published.responses).flatMap(([status, response]) => {
      const own = ours.responses[status];
      return own === undefined ? [] : compareContent(`${name}: ${status}`, own.content, response.content);
    }),
  ];
}

type Content = Readonly<Record<string, Media>> | undefined;

function compareContent(name: string, ours: Content, published: Content): readonly string[] {
  const types = difference(name, list(Object.keys(ours ?? {})), list(Object.keys(published ?? {})));
  if (types.length > 0) return types;
  return Object.entries(published ?? {}).flatMap(([type, media]) =>
    compareSchema(`${name} (${type})`, ours?.[type]?.schema, media.schema),
  );
}

/** Ours may know codes that the document does not list; a listed one that ours lacks is news. */
function newErrorCodes(
  name: string,
  ours: ContractOperation,
  published: ContractOperation,
): readonly string[] {
  const known = new Set(ours['x-error-codes']);
  const table = published.responses['400']?.description ?? '';
  const listed =
    published['x-error-codes'] ?? [...table.matchAll(/^\|\s*(\d{4,5})\s*\|/gm)].map((row) => Number(row[1]));
  return listed.filter((code) => !known.has(code)).map((code) => `${name}: error code ${code} is new`);
}

function byName(contract: Contract): Map<string, ContractOperation> {
  return new Map(
    [...operationsOf(contract)].map(({ method, path, operation }) => [`${method} ${path}`, operation]),
  );
}

function parametersOf(operation: ContractOperation) {
  return new Map((operation.parameters ?? []).map((one) => [`${one.in} ${one.name}`, one]));
}

function limits(operation: ContractOperation): string {
  const { perSecond, perMinute, perHour } = operation['x-rate-limits'] ?? {};
  return [perSecond, perMinute, perHour].map((count) => count ?? '-').join('/');
}
