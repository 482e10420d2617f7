/** What a tool answers. */
export interface Answer {
  /** One or two sentences of ours. Nothing that others wrote stands here. */
  readonly about: string;
  /** Facts, as JSON. Texts of invoices and of KSeF stand only here. */
  readonly data: unknown;
  readonly links?: readonly DocumentLink[] | undefined;
}

/** A document that the client may fetch. */
export interface DocumentLink {
  readonly uri: string;
  readonly name: string;
  readonly mimeType: string;
}
