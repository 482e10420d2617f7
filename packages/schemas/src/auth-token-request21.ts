export type { FormSchema, SchemaFile } from './form-schema.js';
export { authTokenRequest21Schema } from './generated/auth-token-request21.js';
