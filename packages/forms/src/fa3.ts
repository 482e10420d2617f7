import { createParser, type FormParser } from './engine/create-parser.js';
import { createWriter, type FormWriter } from './engine/create-writer.js';
import { lazyForm } from './engine/lazy-form.js';
import { table } from './generated/fa3-table.js';
import type { Faktura } from './generated/fa3-types.js';

export type { FormParser, Parsed, ParseOptions, Position } from './engine/create-parser.js';
export type { FormWriter, WriteOptions } from './engine/create-writer.js';
export { FormError } from './form-error.js';
export type * as Fa3 from './generated/fa3-types.js';
export type { FormProblem, FormProblemKind } from './problem.js';

const form = /* @__PURE__ */ lazyForm(table);

/**
 * Reads FA(3), the invoice, into an object with the form's own names.
 *
 * @throws FormError `INVALID_FORM`; InvalidInputError `WRONG_FORM`, `INVALID_XML`, `INVALID_ENCODING`, `FORBIDDEN_XML`,
 * `DOCUMENT_TOO_LARGE`
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { parseFa3 } from '@ksef/forms/fa3';
 *
 * const document = parseFa3(await readFile('document.xml'));
 * console.log(Object.keys(document));
 * ```
 */
export const parseFa3: FormParser<Faktura> = /* @__PURE__ */ createParser(form);

/**
 * Writes FA(3) as UTF-8 without BOM, elements in the order of the schema whatever the order of the keys.
 *
 * @throws FormError `INVALID_FORM` with all problems and their paths, for what cannot be written validly
 * @example
 * ```ts
 * import { readFile, writeFile } from 'node:fs/promises';
 * import { parseFa3, writeFa3 } from '@ksef/forms/fa3';
 *
 * const document = parseFa3(await readFile('document.xml'));
 * await writeFile('copy.xml', writeFa3({ ...document }));
 * ```
 */
export const writeFa3: FormWriter<Faktura> = /* @__PURE__ */ createWriter(form);
