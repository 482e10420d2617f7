import { createParser, type FormParser } from './engine/create-parser.js';
import { createWriter, type FormWriter } from './engine/create-writer.js';
import { lazyForm } from './engine/lazy-form.js';
import { table } from './generated/pef3-table.js';
import type { InvoiceType } from './generated/pef3-types.js';

export type { FormParser, Parsed, ParseOptions, Position } from './engine/create-parser.js';
export type { FormWriter, WriteOptions } from './engine/create-writer.js';
export { FormError } from './form-error.js';
export type * as Pef3 from './generated/pef3-types.js';
export type { FormProblem, FormProblemKind } from './problem.js';

const form = /* @__PURE__ */ lazyForm(table);

/**
 * Reads PEF(3), an invoice of Peppol (UBL), into an object with the form's own names.
 *
 * @throws FormError `INVALID_FORM`; InvalidInputError `WRONG_FORM`, `INVALID_XML`, `INVALID_ENCODING`, `FORBIDDEN_XML`,
 * `DOCUMENT_TOO_LARGE`
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { parsePef3 } from '@ksef/forms/pef3';
 *
 * const document = parsePef3(await readFile('document.xml'));
 * console.log(Object.keys(document));
 * ```
 */
export const parsePef3: FormParser<InvoiceType> = /* @__PURE__ */ createParser(form);

/**
 * Writes PEF(3) as UTF-8 without BOM, elements in the order of the schema whatever the order of the keys.
 *
 * @throws FormError `INVALID_FORM` with all problems and their paths, for what cannot be written validly
 * @example
 * ```ts
 * import { readFile, writeFile } from 'node:fs/promises';
 * import { parsePef3, writePef3 } from '@ksef/forms/pef3';
 *
 * const document = parsePef3(await readFile('document.xml'));
 * await writeFile('copy.xml', writePef3({ ...document }));
 * ```
 */
export const writePef3: FormWriter<InvoiceType> = /* @__PURE__ */ createWriter(form);
