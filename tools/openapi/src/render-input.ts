import type { ContractOperation, Parameter, Schema } from './contract.js';

/** Headers of the contract that are input fields, and what to say of them. */
const headerFields: Readonly<Record<string, { readonly field: string; readonly text: string }>> = {
  'x-continuation-token': {
    field: 'continuationToken',
    text: 'From the previous page; leave out for the first page.',
  },
  'X-KSeF-Feature': { field: 'feature', text: 'Name of a KSeF feature to enable for this request.' },
};

export interface RenderedInput {
  /** Members of the input type, each with its comment. */
  readonly fields: readonly string[];
  /** Whether the whole input may be left out. */
  readonly optional: boolean;
  readonly query: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyType: string | undefined;
}

/** Path, query and header parameters of an operation as flat fields, and its body. */
export function inputOf(operation: ContractOperation): RenderedInput {
  const parameters = operation.parameters ?? [];
  const [bodyType, media] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  const body = bodyType === 'application/xml' ? 'string | Uint8Array' : schemaType(media?.schema);
  const fields = parameters.map(renderField);
  return {
    fields: bodyType === undefined ? fields : [...fields, `  readonly body: ${body};`],
    optional: bodyType === undefined && !parameters.some((parameter) => parameter.required),
    query: parameters.filter((parameter) => parameter.in === 'query').map((parameter) => parameter.name),
    headers: Object.fromEntries(
      parameters
        .filter((parameter) => parameter.in === 'header')
        .map((parameter) => [nameOf(parameter), parameter.name]),
    ),
    bodyType,
  };
}

/** The TypeScript type of a schema that is a reference, an array or a simple type. */
export function schemaType(schema: Schema | undefined): string {
  if (schema === undefined) return 'unknown';
  if (schema.$ref !== undefined) return `Schemas['${schema.$ref.split('/').at(-1)}']`;
  if (schema.allOf?.length === 1) return schemaType(schema.allOf[0]);
  if (schema.type === 'array') return `readonly ${schemaType(schema.items)}[]`;
  if (schema.type === 'integer' || schema.type === 'number') return 'number';
  return schema.type === 'boolean' ? 'boolean' : 'string';
}

function renderField(parameter: Parameter): string {
  const text = describe(parameter);
  const comment = text === '' ? '' : `  /** ${text} */\n`;
  const type = schemaType(parameter.schema);
  const member = parameter.required ? `: ${type}` : `?: ${type} | undefined`;
  return `${comment}  readonly ${nameOf(parameter)}${member};`;
}

function nameOf(parameter: Parameter): string {
  return headerFields[parameter.name]?.field ?? parameter.name;
}

/** The facts of a parameter that its type cannot show. */
function describe({ name, schema }: Parameter): string {
  const header = headerFields[name];
  if (header !== undefined) return header.text;
  if (schema.format === 'date-time') return 'ISO 8601 date and time.';
  const { minimum, maximum, minLength, default: standard } = schema;
  const range =
    maximum === undefined
      ? minimum === undefined
        ? ''
        : `From ${minimum}`
      : `${minimum ?? 0} to ${maximum}`;
  const length =
    minLength !== undefined && schema.maxLength === undefined ? `At least ${minLength} characters` : '';
  const facts = [range, length, standard === undefined ? '' : `default ${standard}`].filter(
    (fact) => fact !== '',
  );
  return facts.length === 0 ? '' : `${facts.join('; ')}.`;
}
