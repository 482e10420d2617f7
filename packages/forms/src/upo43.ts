import { createParser, type FormParser } from './engine/create-parser.js';
import { createWriter, type FormWriter } from './engine/create-writer.js';
import { lazyForm } from './engine/lazy-form.js';
import { table } from './generated/upo43-table.js';
import type { Potwierdzenie } from './generated/upo43-types.js';

export type { FormParser, Parsed, ParseOptions, Position } from './engine/create-parser.js';
export type { FormWriter, WriteOptions } from './engine/create-writer.js';
export { FormError } from './form-error.js';
export type * as Upo43 from './generated/upo43-types.js';
export type { FormProblem, FormProblemKind } from './problem.js';

const form = /* @__PURE__ */ lazyForm(table);

/**
 * Reads UPO 4.3, the receipt, into an object with the form's own names. The signature, which the schema does not have, is
 * kept as a tree: verify it on the bytes, not here.
 *
 * @throws FormError `INVALID_FORM`; InvalidInputError `WRONG_FORM`, `INVALID_XML`, `INVALID_ENCODING`, `FORBIDDEN_XML`,
 * `DOCUMENT_TOO_LARGE`
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { parseUpo43 } from '@ksef/forms/upo43';
 *
 * const document = parseUpo43(await readFile('document.xml'));
 * console.log(Object.keys(document));
 * ```
 */
export const parseUpo43: FormParser<Potwierdzenie> = /* @__PURE__ */ createParser(form);

/**
 * Writes UPO 4.3 as UTF-8 without BOM, elements in the order of the schema whatever the order of the keys. Writing a
 * receipt again breaks its signature: keep KSeF's original bytes.
 *
 * @throws FormError `INVALID_FORM` with all problems and their paths, for what cannot be written validly
 * @example
 * ```ts
 * import { readFile, writeFile } from 'node:fs/promises';
 * import { parseUpo43, writeUpo43 } from '@ksef/forms/upo43';
 *
 * const document = parseUpo43(await readFile('document.xml'));
 * await writeFile('copy.xml', writeUpo43({ ...document }));
 * ```
 */
export const writeUpo43: FormWriter<Potwierdzenie> = /* @__PURE__ */ createWriter(form);
