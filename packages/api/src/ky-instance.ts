/** The options of ky that the transport sets. Your instance cannot change them. */
export interface KyCallOptions {
  readonly prefixUrl: '';
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly searchParams?: URLSearchParams;
  readonly body?: string | Uint8Array<ArrayBuffer> | null;
  readonly redirect: 'manual';
  readonly throwHttpErrors: true;
  readonly timeout: false;
  readonly fetch: (request: string | URL | Request, init?: RequestInit) => Promise<Response>;
  readonly retry: {
    readonly limit: number;
    readonly methods: string[];
    readonly shouldRetry: (state: { readonly error: Error }) => Promise<boolean>;
    readonly delay: () => number;
  };
}

/** The part of ky 1 that the transport uses: `ky` itself, or `ky.extend({ hooks, headers })`. */
export type KyInstance = (url: string, options: KyCallOptions) => PromiseLike<Response>;
