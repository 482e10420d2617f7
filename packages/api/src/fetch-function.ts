/** What the transport needs of an HTTP response. The platform's `Response` provides all of it. */
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
  /** The body, if it is available cheaper than through `body`. Rejects when it exceeds `maxBytes`. */
  readBytes?(maxBytes: number): Promise<Uint8Array>;
}

/**
 * Sends requests: the platform's `fetch`, `nodeFetch` of `@ksef/api/node`, or your own. It must not follow redirects
 * when `init.redirect` is `manual`.
 */
export type Fetch = (url: string, init: RequestInit) => Promise<FetchResponse>;
