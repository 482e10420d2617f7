import { type Figure, median } from './figure.js';
import { evaluate } from './processes.js';

/** How long `import '@ksef/client'` takes over a Node that imports nothing. */
export async function benchColdImport(): Promise<readonly Figure[]> {
  const bare: number[] = [];
  const ours: number[] = [];
  const peer: number[] = [];
  for (let round = 0; round < 15; round++) {
    bare.push(run(''));
    ours.push(run(`import '@ksef/client'`));
    peer.push(run(`import 'ksef-client-ts'`));
  }
  const base = median(bare);
  return [
    {
      what: 'cold import of @ksef/client over bare Node',
      measured: `${(median(ours) - base).toFixed(0)} ms`,
      baseline: `60 ms (ksef-client-ts here: ${(median(peer) - base).toFixed(0)} ms)`,
      ratio: (median(ours) - base) / 60,
      goal: 'at most 1',
    },
  ];
}

function run(code: string): number {
  const start = performance.now();
  evaluate(code);
  return performance.now() - start;
}
