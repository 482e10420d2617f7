/** One file of a schema. */
export interface SchemaFile {
  /** By which other files of the schema refer to it (`schemaLocation`), e.g. `StrukturyDanych_v10-0E.xsd`. */
  readonly name: string;
  /** That it declares (`targetNamespace`). */
  readonly namespace: string;
  /** XML Schema 1.0 without annotations and comments. */
  readonly text: string;
}

/** The schema of a form. */
export interface FormSchema {
  /** Of its documents' root element. */
  readonly root: string;
  /** Of its documents' root element. */
  readonly namespace: string;
  /** The main file first, then what it includes and imports. */
  readonly files: readonly SchemaFile[];
}
