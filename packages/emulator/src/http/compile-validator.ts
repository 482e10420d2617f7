import { Ajv } from 'ajv';
import { requestSchemas } from '../generated/request-schemas.js';
import { describeErrors } from './describe-errors.js';
import { isStrictBase64 } from './input/strict-base64.js';
import type { Problem } from './problem.js';

/** Of 32 and of 16 bytes in Base64. */
const sha256Characters = 44;
const ivCharacters = 24;

const ajv = new Ajv({
  allErrors: true,
  verbose: true,
  strict: false,
  allowUnionTypes: true,
  // A test checks the schemas once: the meta-schema takes longer to compile than any of them.
  meta: false,
  validateSchema: false,
});
ajv.addFormat('byte', isStrictBase64);
ajv.addFormat('sha256', (text) => text.length === sha256Characters && isStrictBase64(text));
ajv.addFormat('iv', (text) => text.length === ivCharacters && isStrictBase64(text));
ajv.addFormat('date-time', (text) => !Number.isNaN(Date.parse(text)));
ajv.addFormat('date', (text) => !Number.isNaN(Date.parse(text)));
for (const name of ['int32', 'int64', 'double'])
  ajv.addFormat(name, { type: 'number', validate: () => true });

/** Makes the validator of an operation's body; an operation without one takes everything. */
export function compileValidator(operation: string): (body: unknown) => { readonly error?: Problem } {
  const schema = requestSchemas[operation];
  if (schema === undefined) return () => ({});
  const validate = ajv.compile(schema);
  return (body) => (validate(body) ? {} : { error: describeErrors(validate.errors ?? []) });
}
