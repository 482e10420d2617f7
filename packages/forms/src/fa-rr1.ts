import { createParser, type FormParser } from './engine/create-parser.js';
import { createWriter, type FormWriter } from './engine/create-writer.js';
import { lazyForm } from './engine/lazy-form.js';
import { table } from './generated/fa-rr1-table.js';
import type { Faktura } from './generated/fa-rr1-types.js';

export type { FormParser, Parsed, ParseOptions, Position } from './engine/create-parser.js';
export type { FormWriter, WriteOptions } from './engine/create-writer.js';
export { FormError } from './form-error.js';
export type * as FaRr1 from './generated/fa-rr1-types.js';
export type { FormProblem, FormProblemKind } from './problem.js';

const form = /* @__PURE__ */ lazyForm(table);

/**
 * Reads FA_RR(1), the invoice of a flat-rate farmer, into an object with the form's own names.
 *
 * @throws FormError `INVALID_FORM`; InvalidInputError `WRONG_FORM`, `INVALID_XML`, `INVALID_ENCODING`, `FORBIDDEN_XML`,
 * `DOCUMENT_TOO_LARGE`
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { parseFaRr1 } from '@ksef/forms/fa-rr1';
 *
 * const document = parseFaRr1(await readFile('document.xml'));
 * console.log(Object.keys(document));
 * ```
 */
export const parseFaRr1: FormParser<Faktura> = /* @__PURE__ */ createParser(form);

/**
 * Writes FA_RR(1) as UTF-8 without BOM, elements in the order of the schema whatever the order of the keys.
 *
 * @throws FormError `INVALID_FORM` with all problems and their paths, for what cannot be written validly
 * @example
 * ```ts
 * import { readFile, writeFile } from 'node:fs/promises';
 * import { parseFaRr1, writeFaRr1 } from '@ksef/forms/fa-rr1';
 *
 * const document = parseFaRr1(await readFile('document.xml'));
 * await writeFile('copy.xml', writeFaRr1({ ...document }));
 * ```
 */
export const writeFaRr1: FormWriter<Faktura> = /* @__PURE__ */ createWriter(form);
