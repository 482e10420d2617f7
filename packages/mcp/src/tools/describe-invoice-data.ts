import { createRequire } from 'node:module';
import { InvalidInputError } from '@ksef/core';
import { z } from 'zod';
import { defineTool } from './tool.js';

interface DataSchema {
  readonly properties: object;
  readonly required?: readonly string[];
  readonly definitions: Readonly<Record<string, unknown>>;
}

export const describeInvoiceData = defineTool({
  name: 'describe_invoice_data',
  title: 'Describe the data of invoices',
  description:
    'Gives the fields of the data that build_invoice takes, as JSON Schema: of the whole invoice, or of one of its parts.',
  needsKsef: false,
  input: {
    part: z
      .string()
      .max(100)
      .optional()
      .describe('A definition, e.g. InvoiceLine; default: the invoice itself'),
  },
  async run(_desk, { part }) {
    const { properties, required, definitions } = schema();
    const parts = Object.keys(definitions);
    if (part === undefined)
      return { about: 'The fields of an invoice.', data: { properties, required, parts } };
    if (!Object.hasOwn(definitions, part)) {
      throw new InvalidInputError(`No such part. There are ${parts.join(', ')}.`, {
        code: 'INVALID_INPUT',
        input: 'part',
      });
    }
    return { about: 'The fields of this part.', data: definitions[part] };
  },
});

// With require: Node 20 prints a warning about JSON modules on the user's terminal.
function schema(): DataSchema {
  return createRequire(import.meta.url)('@ksef/invoice/schema.json') as DataSchema;
}
