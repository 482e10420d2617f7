export type { FormSchema, SchemaFile } from './form-schema.js';
export { loadSchema, type SchemaName, schemaNames } from './load-schema.js';
