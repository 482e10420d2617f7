import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';

/** Judges data by a published JSON Schema. */
export function publishedSchema(name: 'invoice' | 'rr-invoice'): ValidateFunction {
  const file = join(import.meta.dirname, `../../schema/${name}.json`);
  return new Ajv({ allowUnionTypes: true }).compile(JSON.parse(readFileSync(file, 'utf8')));
}
