import { createParser, type FormParser } from './engine/create-parser.js';
import { createWriter, type FormWriter } from './engine/create-writer.js';
import { lazyForm } from './engine/lazy-form.js';
import { table } from './generated/auth-token-request21-table.js';
import type { AuthTokenRequest } from './generated/auth-token-request21-types.js';

export type { FormParser, Parsed, ParseOptions, Position } from './engine/create-parser.js';
export type { FormWriter, WriteOptions } from './engine/create-writer.js';
export { FormError } from './form-error.js';
export type * as AuthTokenRequest21 from './generated/auth-token-request21-types.js';
export type { FormProblem, FormProblemKind } from './problem.js';

const form = /* @__PURE__ */ lazyForm(table);

/**
 * Reads AuthTokenRequest 2.1, the document that is signed to log in, into an object with the form's own names.
 *
 * @throws FormError `INVALID_FORM`; InvalidInputError `WRONG_FORM`, `INVALID_XML`, `INVALID_ENCODING`, `FORBIDDEN_XML`,
 * `DOCUMENT_TOO_LARGE`
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { parseAuthTokenRequest21 } from '@ksef/forms/auth-token-request21';
 *
 * const document = parseAuthTokenRequest21(await readFile('document.xml'));
 * console.log(Object.keys(document));
 * ```
 */
export const parseAuthTokenRequest21: FormParser<AuthTokenRequest> = /* @__PURE__ */ createParser(form);

/**
 * Writes AuthTokenRequest 2.1 as UTF-8 without BOM, elements in the order of the schema whatever the order of the keys.
 *
 * @throws FormError `INVALID_FORM` with all problems and their paths, for what cannot be written validly
 * @example
 * ```ts
 * import { readFile, writeFile } from 'node:fs/promises';
 * import { parseAuthTokenRequest21, writeAuthTokenRequest21 } from '@ksef/forms/auth-token-request21';
 *
 * const document = parseAuthTokenRequest21(await readFile('document.xml'));
 * await writeFile('copy.xml', writeAuthTokenRequest21({ ...document }));
 * ```
 */
export const writeAuthTokenRequest21: FormWriter<AuthTokenRequest> = /* @__PURE__ */ createWriter(form);
