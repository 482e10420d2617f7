/** An invoice that the thread validates. */
export interface SchemaTask {
  readonly id: number;
  /** `systemCode` of the form, e.g. `FA (3)`. */
  readonly form: string;
  readonly bytes: Uint8Array;
}

/** What the thread found, or why it could not look. */
export type SchemaAnswer =
  | { readonly id: number; readonly violations: readonly string[] }
  | { readonly id: number; readonly failure: string };
