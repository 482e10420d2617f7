/** What can be wrong with a document before its form matters. */
export type XmlProblemKind =
  | 'malformed'
  | 'doctype'
  | 'processing-instruction'
  | 'encoding'
  | 'character'
  | 'limit';

/** Why a document cannot be read further, and where. */
export class XmlProblem extends Error {
  readonly kind: XmlProblemKind;
  /** From 1; 0 where the position is unknown. */
  readonly line: number;
  /** From 1, in UTF-16 units; 0 where the position is unknown. */
  readonly column: number;

  constructor(kind: XmlProblemKind, message: string, place: { line: number; column: number }) {
    super(message);
    this.kind = kind;
    this.line = place.line;
    this.column = place.column;
  }
}
