import { type Contract, operationsOf, type Schema } from './contract.js';

/** Every operation as the emulator needs it: where it is, how often it may be called, whether 200 has a body. */
export function renderEmulatorOperations(contract: Contract): string {
  const rows = [...operationsOf(contract)].map(({ method, path, operation }) => {
    const { perSecond, perMinute, perHour } = operation['x-rate-limits'] ?? {};
    const limits = [perSecond, perMinute, perHour].filter((limit) => limit !== undefined);
    const ok = operation.responses['200'];
    const isEmpty = ok !== undefined && Object.keys(ok.content ?? {}).length === 0;
    const takesJson = operation.requestBody?.content['application/json'] !== undefined;
    return {
      method,
      path,
      group: operation['x-limit-group'] ?? '',
      limits,
      ...(takesJson ? { takesJson } : {}),
      ...(isEmpty ? { isEmpty } : {}),
    };
  });
  return [
    '/** One operation that KSeF has. */',
    'export interface ContractOperation {',
    '  readonly method: string;',
    '  readonly path: string;',
    '  /** Limit group; empty for operations that are counted by address, or not at all. */',
    '  readonly group: string;',
    '  /** Requests a second, a minute, an hour. */',
    '  readonly limits: readonly number[];',
    '  /** Whether its requests have a JSON body. */',
    '  readonly takesJson?: boolean;',
    '  /** Whether its 200 has no body. */',
    '  readonly isEmpty?: boolean;',
    '}',
    '',
    `/** All operations of KSeF API ${contract.info?.version}. */`,
    'export const contractOperations: readonly ContractOperation[] = [',
    ...rows.map((row) => `  ${JSON.stringify(row)},`),
    '];',
    '',
  ].join('\n');
}

/** JSON schemas of all JSON bodies by method and path, without references. */
export function renderRequestSchemas(contract: Contract): string {
  const rows = [...operationsOf(contract)].flatMap(({ method, path, operation }) => {
    const schema = operation.requestBody?.content['application/json']?.schema;
    if (schema === undefined) return [];
    const { required = [] } = contract.components.schemas[schema.$ref?.split('/').at(-1) ?? ''] ?? schema;
    // Without a body nothing is asked for in particular.
    const made = toJsonSchema(contract, schema, required.length === 0);
    return [`  '${method} ${path}':\n    ${JSON.stringify(made)},`];
  });
  return [
    '/** What the contract says of the JSON bodies of requests, by method and path, as JSON schemas. */',
    'export const requestSchemas: Readonly<Record<string, object>> = {',
    ...rows,
    '};',
    '',
  ].join('\n');
}

/** Keywords that mean the same in both dialects. */
const kept = [
  'enum',
  'minLength',
  'maxLength',
  'pattern',
  'minItems',
  'maxItems',
  'minimum',
  'maximum',
  'format',
];

/** What the contract says in words only, or KSeF answers by a code of its own, by the name of the member. */
const corrections: Readonly<Record<string, Record<string, unknown>>> = {
  initializationVector: { format: 'iv' },
  // Too many are 21161.
  fileParts: { maxItems: undefined },
  // Whatever is wrong with these lists is 21405: read by hand.
  allowedIps: { type: undefined, properties: undefined },
};

/** From the dialect of OpenAPI 3.0. What may be left out may be null too: JSON serialisers write one for the other. */
function toJsonSchema(contract: Contract, schema: Schema, mayBeNull: boolean): Record<string, unknown> {
  const allowsNull = mayBeNull || schema.nullable === true;
  const name = schema.$ref?.split('/').at(-1);
  if (name !== undefined) {
    const named = contract.components.schemas[name];
    if (named === undefined) throw new Error(`The contract has no schema ${name}.`);
    const { enum: words, ...made } = toJsonSchema(contract, named, allowsNull);
    // The published contract writes its length only.
    if (name === 'Sha256HashBase64') return { type: made.type, format: 'sha256' };
    // KSeF takes the types of contexts in upper and lower case.
    return words === undefined || name.endsWith('ContextIdentifierType') ? made : { ...made, enum: words };
  }
  const [only, ...more] = schema.allOf ?? [];
  if (only !== undefined && more.length === 0) return toJsonSchema(contract, only, allowsNull);
  if (only !== undefined || schema.type === undefined)
    throw new Error(`This schema is not understood: ${JSON.stringify(schema)}`);
  const facts = Object.fromEntries(kept.flatMap((key) => (key in schema ? [[key, schema[key]]] : [])));
  if (allowsNull && Array.isArray(facts.enum)) facts.enum = [...facts.enum, null];
  if (schema.type === 'array') {
    return {
      type: typeOf(schema, allowsNull),
      ...facts,
      items: toJsonSchema(contract, schema.items ?? {}, false),
    };
  }
  if (schema.type !== 'object') return { type: typeOf(schema, allowsNull), ...facts };
  const required = schema.required ?? [];
  const properties = Object.entries(schema.properties ?? {}).map(([key, property]) => {
    const made = toJsonSchema(contract, property, !required.includes(key));
    // A list that must be there must hold something.
    if (made.type === 'array') made.minItems ??= 1;
    return [key, { ...made, ...corrections[key] }];
  });
  return {
    type: typeOf(schema, allowsNull),
    ...(required.length === 0 ? {} : { required }),
    properties: Object.fromEntries(properties),
  };
}

function typeOf(schema: Schema, allowsNull: boolean): unknown {
  return allowsNull ? [schema.type, 'null'] : schema.type;
}
