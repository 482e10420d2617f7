import { KsefError } from '@ksef/core';
import fc from 'fast-check';
import { expect } from 'vitest';

// There are some fifteen parsers: about a minute of all of them in CI, a quarter of that elsewhere.
const usualMs = process.env.KSEF_TOOLS_REQUIRED === '1' ? 4_000 : 1_000;

/** Time for each parser, in milliseconds: `KSEF_FUZZ_MS`. */
export const fuzzMs = Number(process.env.KSEF_FUZZ_MS ?? '') || usualMs;

/** Time for a test that fuzzes one parser or a few. */
export const fuzzTimeoutMs = 60_000 + 8 * fuzzMs;

/** No input, however wrong, may take longer. */
const longestMs = 20_000;

/** A result, or an error of ours, and soon: anything else is a crash or a hang, and fails the test. */
export function fuzz<T>(input: fc.Arbitrary<T>, work: (value: T) => unknown): Promise<void> {
  const property = fc.asyncProperty(input, async (value) => {
    const began = performance.now();
    try {
      await work(value);
    } catch (error) {
      if (!(error instanceof KsefError)) throw error;
    }
    expect(performance.now() - began).toBeLessThan(longestMs);
  });
  return fc.assert(property, { numRuns: 1_000_000, interruptAfterTimeLimit: fuzzMs });
}
