import type { ControlOperation } from './operation.js';
import { count, listOf, nullable, object, type Schema, text } from './schema.js';
import { componentSchemas } from './schemas/index.js';

/** Describes the control side as OpenAPI 3.1. */
export function openApiDocument(controlUrl: string, operations: readonly ControlOperation[]) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) {
    const path = operation.path === '' ? '/' : operation.path;
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: describe(operation) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Control side of the KSeF emulator',
      version: '1',
      description:
        'Reads and changes an emulator of KSeF: its clock, keys, faults, delays, tokens and what it holds. It is no part of KSeF.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: controlUrl }],
    security: [],
    paths,
    components: { schemas: { ...componentSchemas, Refusal: refusal } },
  };
}

function describe({ name, path, summary, query = {}, body, answer }: ControlOperation) {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => ({
    name: parameter,
    in: 'path',
    required: true,
    schema: text,
  }));
  const inQuery = Object.entries(query).map(([parameter, { description, ...schema }]) => ({
    name: parameter,
    in: 'query',
    ...(description === undefined ? {} : { description }),
    schema,
  }));
  const parameters = [...inPath, ...inQuery];
  return {
    operationId: name,
    summary,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined ? {} : { requestBody: { content: { 'application/json': { schema: body } } } }),
    responses: {
      ...successOf(answer),
      400: json('What was sent is refused; the details name it.', { $ref: '#/components/schemas/Refusal' }),
    },
  };
}

function successOf(answer: ControlOperation['answer']) {
  if (answer === undefined) return { 204: { description: 'Done.' } };
  if (typeof answer !== 'string') return { 200: json('Done.', answer) };
  return { 200: { description: 'The file.', content: { [answer]: { schema: text } } } };
}

function json(description: string, schema: Schema) {
  return { description, content: { 'application/json': { schema } } };
}

const refusal: Schema = object({
  exception: {
    type: 'object',
    properties: {
      exceptionDetailList: listOf(
        object({ exceptionCode: nullable(count), exceptionDescription: text, details: listOf(text) }),
      ),
    },
    required: ['exceptionDetailList'],
  },
});
