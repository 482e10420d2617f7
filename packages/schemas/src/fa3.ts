export type { FormSchema, SchemaFile } from './form-schema.js';
export { fa3Schema } from './generated/fa3.js';
