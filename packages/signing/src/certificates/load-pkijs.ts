type Pkijs = typeof import('./pkijs.js');

/** pkijs, and its engine over this runtime's WebCrypto. Pass the engine on wherever pkijs would use the global one. */
export interface LoadedPkijs {
  readonly pkijs: Pkijs;
  readonly engine: InstanceType<Pkijs['CryptoEngine']>;
}

interface EngineHolder {
  pkijs?: { engine?: unknown };
}

let loaded: Promise<LoadedPkijs> | undefined;

/** Loads pkijs on first use. */
export function loadPkijs(): Promise<LoadedPkijs> {
  loaded ??= keepingGlobalEngine(() => import('./pkijs.js')).then((pkijs) => ({
    pkijs,
    engine: new pkijs.CryptoEngine({ name: 'webcrypto', crypto: globalThis.crypto }),
  }));
  return loaded;
}

/**
 * Loads a module that sets pkijs's global engine when it is evaluated, and restores the previous engine. All copies of
 * pkijs in a process share the global engine, so otherwise another user's engine (an HSM, for example) would be
 * replaced.
 */
export async function keepingGlobalEngine<T>(load: () => Promise<T>): Promise<T> {
  const before = globalEngine()?.engine;
  const result = await load();
  const holder = globalEngine();
  if (before !== undefined && holder !== undefined) holder.engine = before;
  return result;
}

/** Where pkijs stores its engine in Node and similar runtimes. Elsewhere each copy has its own. */
function globalEngine(): EngineHolder['pkijs'] {
  if (typeof process === 'undefined') return undefined;
  return (globalThis as unknown as Record<number, EngineHolder | undefined>)[process.pid]?.pkijs;
}
