export type { FormSchema, SchemaFile } from './form-schema.js';
export { pefKor3Schema } from './generated/pef-kor3.js';
