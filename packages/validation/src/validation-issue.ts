import type { Texts } from './texts.js';

/**
 * Where an issue was found:
 *
 * - `bytes`: encoding, characters, size, well-formed XML
 * - `schema`: the XSD of the form
 * - `ksef`: what KSeF checks beyond the schema
 * - `law`: what the law or the ministry's brochure requires, and neither the schema nor KSeF checks
 */
export type ValidationStage = 'bytes' | 'schema' | 'ksef' | 'law';

/** `error`: KSeF rejects the invoice, or the law does not allow it. `warning`: probably a mistake. */
export type Severity = 'error' | 'warning';

/** One issue of an invoice. */
export interface ValidationIssue {
  /** A stable id such as `schema-pattern` or `law-net-or-gross`. Those of schema violations start with `schema-`. */
  readonly rule: string;
  readonly stage: ValidationStage;
  readonly severity: Severity;
  /** The element, e.g. `/Faktura/Fa/FaWiersz[3]/P_12`. Empty for the whole file. */
  readonly path: string;
  /** Line of the element, from 1; 0 if unknown. */
  readonly line: number;
  /** Column of the element, from 1, in UTF-16 units; 0 if unknown. */
  readonly column: number;
  /** What is wrong. */
  readonly message: Texts;
  /** What to do. */
  readonly fix: Texts;
  /** The source of the rule: a document of the ministry, an article of the VAT act, the schema. */
  readonly source: string;
}
