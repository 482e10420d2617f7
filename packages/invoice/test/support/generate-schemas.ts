import { join } from 'node:path';
import { createGenerator, type Schema } from 'ts-json-schema-generator';

const root = join(import.meta.dirname, '../..');
const published = { InvoiceData: 'Invoice of FA(3)', RrInvoiceData: 'Invoice of FA_RR(1)' } as const;
const checked = ['InvoiceData', 'RrInvoiceData', 'InvoiceChange', 'SettledAdvance'] as const;

/** The JSON Schemas that are published, and the shapes that data are checked by, as the types say. */
export function generateSchemas(): { invoice: string; rrInvoice: string; shapes: string } {
  const generator = createGenerator({
    path: join(root, 'src/{data,correct}/*.ts'),
    tsconfig: join(root, 'tsconfig.json'),
    skipTypeCheck: true,
    topRef: false,
    additionalProperties: false,
  });
  const schemas = Object.fromEntries(checked.map((name) => [name, generator.createSchema(name)]));
  const text = (name: keyof typeof published) =>
    `${JSON.stringify({ title: published[name], ...schemas[name] }, null, 2)}\n`;
  const shapes: Record<string, unknown> = {};
  for (const name of checked) {
    const { definitions = {}, ...top } = schemas[name] as Schema;
    for (const [key, shape] of Object.entries(definitions)) shapes[key] = reduced(shape);
    shapes[name] = reduced(top);
  }
  return {
    invoice: text('InvoiceData'),
    rrInvoice: text('RrInvoiceData'),
    shapes: [
      '// Generated from the types by test/schemas.test.ts. Do not edit.',
      "import type { Shapes } from '../shape/shape.js';",
      '',
      `export const shapes: Shapes = ${JSON.stringify(shapes)};`,
      '',
    ].join('\n'),
  };
}

const unneeded = new Set(['description', '$schema', 'additionalProperties', '$comment']);

function reduced(schema: unknown): unknown {
  if (typeof schema !== 'object' || schema === null) return schema;
  if (Array.isArray(schema)) return schema.map(reduced);
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key, value]) => !(unneeded.has(key) && (typeof value === 'string' || value === false)))
      .map(([key, value]) => [
        key,
        key === '$ref' ? String(value).replace('#/definitions/', '') : reduced(value),
      ]),
  );
}
