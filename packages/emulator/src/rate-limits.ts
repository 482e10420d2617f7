import { contractOperations } from './contract-operations.js';
import { Problem } from './kernel.js';

/** `off`, the contract's numbers, or these multiplied. */
export type RateLimitMode = 'off' | 'contract' | { readonly scale: number };

const windows = [
  { ms: 1_000, name: 'sekundę' },
  { ms: 60_000, name: 'minutę' },
  { ms: 3_600_000, name: 'godzinę' },
] as const;

/** Sliding windows of a second, a minute and an hour per context (or address) and operation group. */
export class RateLimits {
  readonly #mode: RateLimitMode;
  readonly #times = new Map<string, number[]>();

  constructor(mode: RateLimitMode) {
    this.#mode = mode;
  }

  /** Counts the request, or throws 429 with the seconds to wait. */
  admit(who: string, method: string, path: string, now: number): void {
    if (this.#mode === 'off') return;
    const operation = contractOperations.find((one) => one.method === method && one.path === path);
    if (operation === undefined) return;
    const scale = this.#mode === 'contract' ? 1 : this.#mode.scale;
    const key = `${who} ${operation.group === '' || operation.group === 'other' ? `${method} ${path}` : operation.group}`;
    const times = (this.#times.get(key) ?? []).filter((time) => time > now - 3_600_000);
    this.#times.set(key, times);
    for (const [index, { ms, name }] of windows.entries()) {
      const limit = operation.limits[index];
      if (limit === undefined) continue;
      const inWindow = times.filter((time) => time > now - ms);
      if (inWindow.length < limit * scale) continue;
      const retryAfter = Math.max(1, Math.ceil(((inWindow[0] ?? now) + ms - now) / 1000));
      throw Object.assign(
        new Problem({
          status: 429,
          description: `Przekroczono limit ${limit * scale} żądań na ${name}. Spróbuj ponownie po ${retryAfter} sekundach.`,
        }),
        { retryAfter },
      );
    }
    times.push(now);
  }
}
