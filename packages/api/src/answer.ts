/** What the transport needs of an answer. The platform's `Response` has it all. */
export interface Answer {
  readonly status: number;
  /** A status from 200 to 299. */
  readonly ok: boolean;
  readonly headers: { get(name: string): string | null };
  readonly body: ReadableStream<Uint8Array> | null;
  text(): Promise<string>;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** How requests leave: the platform's `fetch` is one, `nodeFetch` of `@ksef/api/node` another. */
export type Fetch = (url: string, init: RequestInit) => Promise<Answer>;
