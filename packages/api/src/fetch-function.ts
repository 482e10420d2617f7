/** What the transport needs of an HTTP response. The platform's `Response` has it all. */
export interface FetchResponse {
  readonly status: number;
  /** A status from 200 to 299. */
  readonly ok: boolean;
  readonly headers: {
    get(name: string): string | null;
    /** All of them, for hooks of a ky instance. */
    [Symbol.iterator]?(): Iterator<[string, string]>;
  };
  readonly body: ReadableStream<Uint8Array> | null;
  text(): Promise<string>;
  arrayBuffer(): Promise<ArrayBuffer>;
  /** The body, where that can be had cheaper than through `body`. Rejects when it takes more than `maxBytes`. */
  readBytes?(maxBytes: number): Promise<Uint8Array>;
}

/**
 * How requests leave: the platform's `fetch` is one, `nodeFetch` of `@ksef/api/node` another. It follows no redirect
 * when `init.redirect` is `manual`.
 */
export type Fetch = (url: string, init: RequestInit) => Promise<FetchResponse>;
