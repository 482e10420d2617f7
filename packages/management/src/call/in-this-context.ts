import { currentContext, runInContext } from '@ksef/core';

/** Runs something in the context of this call: a generator otherwise runs in the context of its consumer. */
export type InThisContext = <Result>(run: () => Promise<Result>) => Promise<Result>;

/** Keeps the current ambient context. */
export function inThisContext(): InThisContext {
  const context = currentContext();
  return context === undefined ? (run) => run() : (run) => runInContext(context, run);
}
