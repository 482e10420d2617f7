export type { FormSchema, SchemaFile } from './form-schema.js';
export { authTokenRequest20Schema } from './generated/auth-token-request20.js';
