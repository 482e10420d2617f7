export type { FormSchema, SchemaFile } from './form-schema.js';
export { pef3Schema } from './generated/pef3.js';
