/** An attribute of the document. */
export interface XmlAttribute {
  /** Without prefix. */
  readonly name: string;
  /** Empty without one. */
  readonly namespace: string;
  readonly value: string;
}

/** An element with all its content except comments. */
export interface XmlElement {
  /** Without prefix. */
  readonly name: string;
  /** Empty without one. */
  readonly prefix: string;
  /** Empty without one. */
  readonly namespace: string;
  /** In the order of the document, without declarations of namespaces. */
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  /**
   * Its own character data with that of CDATA sections. White space that only indents children is left out.
   */
  readonly text: string;
  /** Of its `<`, from 1. */
  readonly line: number;
  /** Of its `<`, from 1, in UTF-16 units. */
  readonly column: number;
}
