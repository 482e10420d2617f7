import { type Contract, type ContractOperation, operationsOf } from './contract.js';
import { type RenderedAnswers, renderAnswers } from './render-answers.js';
import { inputOf, schemaType } from './render-input.js';

interface Named {
  readonly method: string;
  readonly path: string;
  readonly operation: ContractOperation;
  readonly id: string;
}

/** One file a tag: the operations as data and as functions. */
export function renderOperations(contract: Contract): ReadonlyMap<string, string> {
  const byTag = new Map<string, string[]>();
  const answers = renderAnswers(contract);
  for (const named of namedOperations(contract)) {
    const tag = fileName(named.operation.tags?.[0] ?? 'other');
    byTag.set(tag, [...(byTag.get(tag) ?? []), renderOperation(named, answers)]);
  }
  return new Map([...byTag].map(([tag, parts]) => [tag, importsFor(parts) + parts.join('\n')]));
}

/** All operations by id. Importing it imports all of them; the functions do not need it. */
export function renderTable(contract: Contract): string {
  const operations = [...namedOperations(contract)];
  const imports = tags(contract).map((tag) => {
    const names = operations
      .filter((one) => fileName(one.operation.tags?.[0] ?? 'other') === tag)
      .map((one) => `${one.id}Operation`);
    return `import { ${names.sort().join(', ')} } from './operations/${tag}.js';`;
  });
  const rows = operations.map(({ id }) => `  ${id}: ${id}Operation,`);
  return [
    "import type { Operation } from '../operation.js';",
    ...imports,
    '',
    '/** Every operation of the contract by its id. */',
    'export const operations = {',
    ...rows,
    '} as const satisfies Readonly<Record<string, Operation>>;',
    '',
  ].join('\n');
}

/** The version of the contract as a constant. */
export function renderVersion(contract: Contract): string {
  return `/** Version of the KSeF API that this package was made for. */\nexport const contractVersion = '${contract.info?.version}';\n`;
}

export function renderIndex(contract: Contract): string {
  const lines = tags(contract).map((tag) => `export * from './operations/${tag}.js';`);
  return [
    "export { contractVersion } from './contract-version.js';",
    ...lines,
    "export { operations } from './operation-table.js';",
    "export type { Schemas } from './types.js';",
    '',
  ].join('\n');
}

function renderOperation({ method, path, operation, id }: Named, answers: RenderedAnswers): string {
  const type = id[0]?.toUpperCase() + id.slice(1);
  const { fields, optional, query, headers, bodyType } = inputOf(operation);
  const response = responseOf(operation);
  const answer = answers.of(operation);
  const inputType = fields.length === 0 ? 'Readonly<Record<never, never>>' : `{\n${fields.join('\n')}\n}`;
  const data = [
    `  id: '${id}',`,
    `  method: '${method}',`,
    `  path: '${path}',`,
    `  bearer: ${operation.security !== undefined},`,
    `  safeToRepeat: ${operation['x-safe-to-repeat'] === true},`,
    operation['x-limit-group'] === undefined ? '' : `  group: '${operation['x-limit-group']}',`,
    operation['x-rate-limits'] === undefined ? '' : `  limits: ${literal(operation['x-rate-limits'])},`,
    `  response: '${response.kind}',`,
    query.length === 0 ? '' : `  query: ${JSON.stringify(query).replaceAll('"', "'")},`,
    Object.keys(headers).length === 0 ? '' : `  headers: ${literal(headers)},`,
    bodyType === undefined ? '' : `  body: '${bodyType}',`,
  ].filter((line) => line !== '');
  return `/** Input of {@link ${id}}. */
export type ${type}Input = ${inputType};

/** \`${method} ${path}\` as data. */
export const ${id}Operation: Operation = {
${data.join('\n')}
};

/**
 * ${operation.summary}.
 *
 * \`${method} ${path}\`${facts(operation)}
 *
 * @throws KsefApiError when KSeF rejects it${codes(operation)}
 */
export function ${id}(
  api: OperationRunner,
  input: ${type}Input${optional ? ' = {}' : ''},
  options?: CallOptions,
): Promise<${response.type}> {
  return api.request(${id}Operation, input, options${answer === undefined ? '' : `, ${answer}`});
}
`;
}

function responseOf(operation: ContractOperation): { kind: string; type: string } {
  const success = Object.entries(operation.responses).find(([status]) => status.startsWith('2'))?.[1];
  const [contentType, media] = Object.entries(success?.content ?? {})[0] ?? [];
  if (contentType === undefined) return { kind: 'none', type: 'void' };
  if (contentType === 'application/xml') return { kind: 'bytes', type: 'BinaryDocument' };
  return { kind: 'json', type: schemaType(media?.schema) };
}

function facts(operation: ContractOperation): string {
  const limits = operation['x-rate-limits'];
  const windows = [
    [limits?.perSecond, 'per second'],
    [limits?.perMinute, 'per minute'],
    [limits?.perHour, 'per hour'],
  ].filter(([count]) => count !== undefined && count !== null);
  const permissions = operation['x-required-permissions'];
  const group = operation['x-limit-group'] === undefined ? '' : ` (group \`${operation['x-limit-group']}\`)`;
  return [
    windows.length === 0
      ? ''
      : `; at most ${windows.map(([count, unit]) => `${count} ${unit}`).join(', ')}${group}`,
    '.',
    operation.security === undefined ? '\n * Needs no token.' : '',
    permissions === undefined
      ? ''
      : `\n * Needs ${permissions.length > 1 ? 'one of: ' : ''}${permissions.join(', ')}.`,
  ].join('');
}

function codes(operation: ContractOperation): string {
  const known = operation['x-error-codes'] ?? [];
  return known.length === 0 ? '' : ` (${known.join(', ')})`;
}

function importsFor(parts: readonly string[]): string {
  const text = parts.join('');
  const shapes = [...new Set(text.match(/(?<=, input, options, \W*)answer\w+/g))].sort();
  const answers = shapes.length === 0 ? '' : `import { ${shapes.join(', ')} } from '../answers.js';\n`;
  const binary = text.includes('BinaryDocument') ? 'BinaryDocument, ' : '';
  const schemas = text.includes('Schemas[') ? "import type { Schemas } from '../types.js';\n" : '';
  return `import type { ${binary}CallOptions, Operation, OperationRunner } from '../../operation.js';\n${answers}${schemas}\n`;
}

function* namedOperations(contract: Contract): Generator<Named> {
  for (const { method, path, operation } of operationsOf(contract)) {
    if (operation.operationId === undefined) throw new Error(`${method} ${path} has no operationId`);
    yield { method, path, operation, id: operation.operationId };
  }
}

function tags(contract: Contract): readonly string[] {
  return [
    ...new Set(
      [...namedOperations(contract)].map(({ operation }) => fileName(operation.tags?.[0] ?? 'other')),
    ),
  ];
}

function fileName(tag: string): string {
  return tag.toLowerCase().replaceAll(' ', '-');
}

function literal(value: Readonly<Record<string, unknown>>): string {
  const members = Object.entries(value).map(([key, member]) => {
    const name = /^[A-Za-z]\w*$/.test(key) ? key : `'${key}'`;
    return `${name}: ${typeof member === 'string' ? `'${member}'` : String(member)}`;
  });
  return `{ ${members.join(', ')} }`;
}
