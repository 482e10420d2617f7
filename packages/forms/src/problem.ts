/**
 * Kinds of problems of a document.
 *
 * - `encoding`: a byte-order mark, broken UTF-8, another encoding in the prolog
 * - `character`: one that XML does not allow, or one that it discourages and KSeF rejects
 * - `processing-instruction`
 * - `unexpected`: an element, attribute or text that the form does not have there
 * - `missing`: a required element or attribute
 * - `value`: not what the field may hold
 */
export type FormProblemKind =
  | 'encoding'
  | 'character'
  | 'processing-instruction'
  | 'unexpected'
  | 'missing'
  | 'value';

/** One problem of a document or a model. */
export interface FormProblem {
  readonly kind: FormProblemKind;
  /** What is wrong, as a sentence. */
  readonly message: string;
  /** e.g. `/Faktura/Fa/FaWiersz[3]/P_12`; empty if it does not concern an element. */
  readonly path: string;
  /** From 1; 0 if unknown. */
  readonly line: number;
  /** From 1, in UTF-16 units; 0 if unknown. */
  readonly column: number;
}
