/** A JSON Schema of 2020-12, as OpenAPI 3.1 uses it. */
export type Schema = Readonly<Record<string, unknown>>;

export const text = { type: 'string' } as const satisfies Schema;
export const flag = { type: 'boolean' } as const satisfies Schema;
export const count = { type: 'integer', minimum: 0 } as const satisfies Schema;
export const amount = { type: 'number', minimum: 0 } as const satisfies Schema;
export const instant = { type: 'string', format: 'date-time' } as const satisfies Schema;

export function oneOf(...values: readonly string[]): Schema {
  return { type: 'string', enum: values };
}

export function nullable(schema: Schema): Schema {
  return { anyOf: [schema, { type: 'null' }] };
}

export function listOf(items: Schema): Schema {
  return { type: 'array', items };
}

/** An object with exactly these members; all are required but those named as optional. */
export function object(properties: Readonly<Record<string, Schema>>, ...optional: readonly string[]): Schema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return {
    type: 'object',
    properties,
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  };
}

/** An object of which each member may be left out. */
export function partial(properties: Readonly<Record<string, Schema>>): Schema {
  return object(properties, ...Object.keys(properties));
}

export function described(schema: Schema, description: string): Schema {
  return { ...schema, description };
}

/** One of the schemas that stand under `components`. */
export function named(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` };
}
