export type { FormSchema, SchemaFile } from './form-schema.js';
export { upo43Schema } from './generated/upo43.js';
