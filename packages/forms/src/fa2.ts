import { createParser, type FormParser } from './engine/create-parser.js';
import { createWriter, type FormWriter } from './engine/create-writer.js';
import { lazyForm } from './engine/lazy-form.js';
import { table } from './generated/fa2-table.js';
import type { Faktura } from './generated/fa2-types.js';

export type { FormParser, Parsed, ParseOptions, Position } from './engine/create-parser.js';
export type { FormWriter, WriteOptions } from './engine/create-writer.js';
export { FormError } from './form-error.js';
export type * as Fa2 from './generated/fa2-types.js';
export type { FormProblem, FormProblemKind } from './problem.js';

const form = /* @__PURE__ */ lazyForm(table);

/**
 * Reads FA(2), the invoice before February 2026, into an object with the form's own names.
 *
 * @throws FormError `INVALID_FORM`; InvalidInputError `WRONG_FORM`, `INVALID_XML`, `INVALID_ENCODING`, `FORBIDDEN_XML`,
 * `DOCUMENT_TOO_LARGE`
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { parseFa2 } from '@ksef/forms/fa2';
 *
 * const document = parseFa2(await readFile('document.xml'));
 * console.log(Object.keys(document));
 * ```
 */
export const parseFa2: FormParser<Faktura> = /* @__PURE__ */ createParser(form);

/**
 * Writes FA(2) as UTF-8 without BOM, elements in the order of the schema whatever the order of the keys.
 *
 * @throws FormError `INVALID_FORM` with all problems and their paths, for what cannot be written validly
 * @example
 * ```ts
 * import { readFile, writeFile } from 'node:fs/promises';
 * import { parseFa2, writeFa2 } from '@ksef/forms/fa2';
 *
 * const document = parseFa2(await readFile('document.xml'));
 * await writeFile('copy.xml', writeFa2({ ...document }));
 * ```
 */
export const writeFa2: FormWriter<Faktura> = /* @__PURE__ */ createWriter(form);
