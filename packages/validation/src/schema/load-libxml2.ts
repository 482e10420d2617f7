import { KsefError } from '@ksef/core';

/** libxml2 as WebAssembly (1 MB): loaded with the first invoice. Its module loads itself by a top-level await. */
export type Libxml2 = typeof import('libxml2-wasm');

let loading: Promise<Libxml2> | undefined;

/** @throws KsefError `SCHEMA_UNAVAILABLE` where no WebAssembly may be compiled, as in Cloudflare Workers */
export function loadLibxml2(): Promise<Libxml2> {
  loading ??= import('libxml2-wasm').catch((cause: unknown) => {
    loading = undefined;
    throw new KsefError(
      "The schema cannot be checked here: libxml2 (WebAssembly) did not load. Leave out the stage 'schema', or allow WebAssembly ('wasm-unsafe-eval' in a Content Security Policy).",
      { code: 'SCHEMA_UNAVAILABLE', cause },
    );
  });
  return loading;
}
