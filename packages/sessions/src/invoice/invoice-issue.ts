/** One issue of an invoice. */
export interface InvoiceIssue {
  /** A stable id, such as `schema-pattern`. */
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  /** The element, e.g. `/Faktura/Fa/FaWiersz[3]/P_12`; empty for the whole file. */
  readonly path: string;
  /** Line of the element, from 1; 0 if unknown. */
  readonly line: number;
  /** Column of the element, from 1; 0 if unknown. */
  readonly column: number;
  /** What is wrong, in English and Polish. */
  readonly message: { readonly en: string; readonly pl: string };
  /** What to do, in English and Polish. */
  readonly fix: { readonly en: string; readonly pl: string };
}
