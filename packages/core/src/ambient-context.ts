import { KsefError } from './errors/ksef-error.js';
import { MissingContextError } from './errors/missing-context-error.js';
import { type ContextIdentifier, type ContextInput, toContext } from './identifiers/context-identifier.js';

interface Storage {
  run<T>(context: ContextIdentifier, fn: () => T): T;
  getStore(): ContextIdentifier | undefined;
}

// One storage per process, however many copies of this package are loaded: all copies must see a context that was set
// through one of them.
const storageKey = Symbol.for('@ksef/ambient-context');

/**
 * Runs `fn` with a context that every KSeF call inside it uses, through every `await`.
 *
 * Inner calls shadow outer ones. Concurrent calls do not affect each other. Needs Node, Deno or Bun. In browsers, bind
 * a client with `inContext` instead.
 *
 * @throws InvalidInputError `INVALID_CONTEXT`
 * @throws KsefError `NO_AMBIENT_CONTEXT` where the platform has no `AsyncLocalStorage`
 * @example
 * ```ts
 * import { currentContext, nip, runInContext } from '@ksef/core';
 *
 * await runInContext(nip('5265877635'), async () => {
 *   console.log(currentContext()?.value); // 5265877635
 * });
 * ```
 */
export function runInContext<T>(context: ContextInput, fn: () => T): T {
  const storage = makeStorage();
  if (storage === undefined) {
    throw new KsefError('This platform has no AsyncLocalStorage. Use client.inContext(context) instead.', {
      code: 'NO_AMBIENT_CONTEXT',
    });
  }
  return storage.run(toContext(context), fn);
}

/**
 * The context that {@link runInContext} set, if any.
 *
 * @example
 * ```ts
 * import { currentContext } from '@ksef/core';
 *
 * console.log(currentContext()?.value); // undefined outside of runInContext
 * ```
 */
export function currentContext(): ContextIdentifier | undefined {
  return (globalThis as { [storageKey]?: Storage })[storageKey]?.getStore();
}

/**
 * The context that {@link runInContext} set.
 *
 * @throws MissingContextError when there is none
 * @example
 * ```ts
 * import { nip, requireContext, runInContext } from '@ksef/core';
 *
 * runInContext(nip('5265877635'), () => requireContext('My report').value); // '5265877635'
 * ```
 */
export function requireContext(what?: string): ContextIdentifier {
  const context = currentContext();
  if (context === undefined) throw new MissingContextError(what);
  return context;
}

function makeStorage(): Storage | undefined {
  const storages = globalThis as { [storageKey]?: Storage };
  if (storages[storageKey] === undefined) {
    // Not an import: the same code must load in browsers and pass through any bundler.
    const platform = (globalThis as { process?: { getBuiltinModule?(name: string): unknown } }).process;
    const hooks = platform?.getBuiltinModule?.('node:async_hooks') as
      | { AsyncLocalStorage: new () => Storage }
      | undefined;
    if (hooks !== undefined) storages[storageKey] = new hooks.AsyncLocalStorage();
  }
  return storages[storageKey];
}
