/** libxml2 as WebAssembly (1 MB): loaded with the first invoice. Its module loads itself by a top-level await. */
export type Libxml2 = typeof import('libxml2-wasm');

let loading: Promise<Libxml2> | undefined;

export function loadLibxml2(): Promise<Libxml2> {
  loading ??= import('libxml2-wasm').catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}
