export type { FormSchema, SchemaFile } from './form-schema.js';
export { fa2Schema } from './generated/fa2.js';
