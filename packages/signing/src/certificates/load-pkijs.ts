type Pkijs = typeof import('./pkijs.js');

/** pkijs, and its engine over this runtime's WebCrypto: hand that on wherever pkijs would take the global one. */
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
 * Loads a module that sets pkijs's global engine when it is evaluated, and puts back the engine that was set before.
 * All copies of pkijs in a process share it, so another user's engine (an HSM, for example) would be replaced.
 */
export async function keepingGlobalEngine<T>(load: () => Promise<T>): Promise<T> {
  const before = globalEngine()?.engine;
  const result = await load();
  const holder = globalEngine();
  if (before !== undefined && holder !== undefined) holder.engine = before;
  return result;
}

/** Where pkijs keeps its engine in Node and in runtimes like it; elsewhere each copy has its own. */
function globalEngine(): EngineHolder['pkijs'] {
  if (typeof process === 'undefined') return undefined;
  return (globalThis as unknown as Record<number, EngineHolder | undefined>)[process.pid]?.pkijs;
}
