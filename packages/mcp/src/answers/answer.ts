/** What a tool answers. */
export interface Answer {
  /** One or two sentences of the server's own. Texts that others wrote must not appear here. */
  readonly about: string;
  /** Facts, as JSON. Texts of invoices and of KSeF appear only here. */
  readonly data: unknown;
  readonly links?: readonly DocumentLink[] | undefined;
}

/** A document that the client may fetch. */
export interface DocumentLink {
  readonly uri: string;
  readonly name: string;
  readonly mimeType: string;
}
