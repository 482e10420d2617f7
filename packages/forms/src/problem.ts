/**
 * What can be wrong with a document.
 *
 * - `encoding`: a byte-order mark, broken UTF-8, another encoding in the prolog
 * - `character`: one that XML does not allow, or discourages and KSeF refuses
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

/** One thing that is wrong with a document or a model. */
export interface FormProblem {
  readonly kind: FormProblemKind;
  /** What is wrong, as a sentence. */
  readonly message: string;
  /** e.g. `/Faktura/Fa/FaWiersz[3]/P_12`; empty where it is not about an element. */
  readonly path: string;
  /** From 1; 0 where no place can be named. */
  readonly line: number;
  /** From 1, in UTF-16 units; 0 where no place can be named. */
  readonly column: number;
}
