import type { ConformanceCase, ConformanceSubject } from './conformance/conformance-case.js';
import { tokenFenceCases } from './conformance/fence-cases.js';
import { tokenLockCases } from './conformance/lock-cases.js';
import { tokenStoreCases } from './conformance/store-cases.js';
import type { TokenLock } from './token-lock.js';
import type { TokenStore } from './token-store.js';

export type { ConformanceCase, ConformanceSubject };
export { tokenFenceCases, tokenLockCases, tokenStoreCases };

/** The part of vitest, jest or `node:test` that is used. */
export interface ConformanceRunner {
  it(name: string, fn: () => Promise<void>): unknown;
}

/**
 * Registers every case for a {@link TokenStore} as a test.
 *
 * @example
 * ```ts
 * import { memoryTokenStore } from '@ksef/token-provider';
 * import { tokenStoreConformance } from '@ksef/token-provider/conformance';
 * import { it } from 'node:test';
 *
 * const store = memoryTokenStore();
 * tokenStoreConformance({ create: () => store }, { it });
 * ```
 */
export function tokenStoreConformance(
  subject: ConformanceSubject<TokenStore>,
  runner: ConformanceRunner,
): void {
  for (const { name, run } of tokenStoreCases) runner.it(name, () => run(subject));
}

/** Registers every case for a {@link TokenLock} as a test. */
export function tokenLockConformance(
  subject: ConformanceSubject<TokenLock>,
  runner: ConformanceRunner,
): void {
  for (const { name, run } of tokenLockCases) runner.it(name, () => run(subject));
}

/** Registers every case for a lock and a store that work together, as a test. */
export function tokenFenceConformance(
  subject: ConformanceSubject<{ readonly store: TokenStore; readonly lock: TokenLock }>,
  runner: ConformanceRunner,
): void {
  for (const { name, run } of tokenFenceCases) runner.it(name, () => run(subject));
}
