import { currentContext, runInContext } from '@ksef/core';

/** Runs something in the context of this call: a generator runs on in whatever context its consumer is. */
export type InThisContext = <Result>(run: () => Promise<Result>) => Promise<Result>;

/** Keeps the ambient context of now. */
export function inThisContext(): InThisContext {
  const context = currentContext();
  return context === undefined ? (run) => run() : (run) => runInContext(context, run);
}
