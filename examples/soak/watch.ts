import type { Clock } from '@ksef/core';

/** What the process held at one moment. */
export interface Sample {
  readonly at: number;
  readonly heapMb: number;
  readonly handles: number;
}

/** Looks at memory and handles until `ends`. Run with `--expose-gc`, so that garbage does not count as memory in use. */
export async function watch(
  clock: Clock,
  options: { readonly everyMs: number; readonly ends: number; onSample(sample: Sample): void },
): Promise<void> {
  while (clock.now() < options.ends) {
    globalThis.gc?.();
    options.onSample({
      at: clock.now(),
      heapMb: process.memoryUsage().heapUsed / 1e6,
      handles: process.getActiveResourcesInfo().length,
    });
    await clock.sleep(options.everyMs);
  }
}
