import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';

// biome-ignore lint/suspicious/noExplicitAny: a contract is read as it comes.
type Json = any;

const contract: Json = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../openapi/ksef.json'), 'utf8'),
);
const ajv = new Ajv({ strict: false, allErrors: true });
const day = '\\d{4}-\\d\\d-\\d\\d';
ajv.addFormat('date', new RegExp(`^${day}$`));
ajv.addFormat('date-time', new RegExp(`^${day}T\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)$`));
ajv.addFormat('uri', (text) => URL.canParse(text));
ajv.addFormat('byte', (text) => Buffer.from(text, 'base64').toString('base64') === text);
for (const name of ['int32', 'int64', 'double'])
  ajv.addFormat(name, { type: 'number', validate: () => true });
ajv.addSchema({ $id: 'ksef', components: asJsonSchema(contract.components) });

// Those without parameters first: a word is no reference number.
const operations = Object.entries<Json>(contract.paths)
  .map(([path, methods]) => ({
    pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`),
    parameters: path.split('{').length,
    methods,
  }))
  .sort((one, other) => one.parameters - other.parameters);
const validators = new Map<string, ValidateFunction>();

/** `fetch` for tests: what the emulator answers must be as the contract says, status, type and every member. */
export const checkedFetch: typeof fetch = async (input, init) => {
  const response = await fetch(input, init);
  const request = new URL(input instanceof Request ? input.url : input);
  const method = input instanceof Request ? input.method : (init?.method ?? 'GET');
  // Read to its end in any case: a copy left unread would stop the other.
  const fault = faultOf(method, request.pathname, response, await response.clone().text());
  if (fault === undefined) return response;
  throw new Error(`${method} ${request.pathname} answers ${response.status} against the contract: ${fault}`);
};

function faultOf(method: string, path: string, response: Response, text: string): string | undefined {
  const operation = operations.find(({ pattern }) => pattern.test(path.replace(/^\/v2/, '')))?.methods;
  const stated = operation?.[method.toLowerCase()]?.responses;
  // Off the contract: what servers answer whose door is not reached, and faults that tests ask for.
  if (stated === undefined || [404, 410, 415].includes(response.status) || response.status >= 500)
    return undefined;
  const answer = stated[response.status];
  if (answer === undefined) return `it has ${Object.keys(stated).join(', ')}`;
  const isUnauthorized = response.status === 401;
  const sent = response.headers.get('content-type')?.split(';')[0] ?? '';
  // TEST answers 401 by the contract's body under the plain type.
  const type = isUnauthorized && sent === 'application/json' ? 'application/problem+json' : sent;
  const content = answer.content ?? {};
  if (Object.keys(content).length === 0) return text === '' ? undefined : `it has no content, not ${text}`;
  if (content[type] === undefined) return `it has ${Object.keys(content).join(', ')}, not ${type}`;
  if (!type.endsWith('json')) return undefined;
  const validate = validatorOf(content[type].schema);
  return validate(JSON.parse(text)) ? undefined : `${ajv.errorsText(validate.errors)} in ${text}`;
}

function validatorOf(schema: Json): ValidateFunction {
  const key = JSON.stringify(schema);
  const known = validators.get(key) ?? ajv.compile(asJsonSchema(schema));
  validators.set(key, known);
  return known;
}

/** From the dialect of OpenAPI 3.0; nothing is allowed that the contract does not name. */
function asJsonSchema(value: Json): Json {
  if (Array.isArray(value)) return value.map(asJsonSchema);
  if (typeof value !== 'object' || value === null) return value;
  const { nullable, exclusiveMinimum, ...rest } = value;
  const schema: Json = Object.fromEntries(Object.entries(rest).map(([key, one]) => [key, asJsonSchema(one)]));
  if (typeof schema.$ref === 'string') schema.$ref = schema.$ref.replace(/^#/, 'ksef#');
  if (exclusiveMinimum === true) schema.exclusiveMinimum = schema.minimum;
  if (schema.type === 'object' && schema.properties !== undefined) schema.additionalProperties = false;
  return nullable === true ? { anyOf: [schema, { type: 'null' }] } : schema;
}
