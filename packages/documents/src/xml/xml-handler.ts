import type { XmlProblem } from './xml-problem.js';

/** An element as it begins. */
export interface ScannedElement {
  readonly local: string;
  readonly prefix: string;
  /** Of its namespace; empty without one. */
  readonly uri: string;
  /** By name with prefix, in the order of the document. */
  readonly attributes: Readonly<Record<string, ScannedAttribute>>;
}

/** An attribute, namespace declarations (`xmlns…`) among them. */
export interface ScannedAttribute {
  readonly local: string;
  readonly prefix: string;
  readonly uri: string;
  readonly value: string;
}

/** What a scan calls, in document order. */
export interface XmlHandler {
  /** `line` and `column` of its `<`, from 1. Return `false` to read no further. */
  open(element: ScannedElement, line: number, column: number): boolean | undefined;
  /** Character data, also of CDATA sections; one text may come in several parts. */
  text?(part: string): void;
  close?(): void;
  /**
   * Called for what a lenient reader can pass over: processing instructions, another encoding in the prolog, characters
   * that XML does not allow. Without it they are thrown.
   */
  problem?(problem: XmlProblem): void;
}

/** How much a document may ask for. */
export interface XmlLimits {
  /** How deep elements may be nested. Default 100. */
  readonly maxDepth?: number | undefined;
  /** How many elements there may be. Default 500 000. */
  readonly maxElements?: number | undefined;
  /** How many attributes one element may have. Default 100. */
  readonly maxAttributes?: number | undefined;
}
