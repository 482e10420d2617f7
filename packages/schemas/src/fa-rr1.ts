export type { FormSchema, SchemaFile } from './form-schema.js';
export { faRr1Schema } from './generated/fa-rr1.js';
