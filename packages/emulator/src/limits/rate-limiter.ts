import { type ContractOperation, contractOperations } from '../generated/operations.js';
import { Problem } from '../http/index.js';
import type { RateLimitMode } from '../kernel/index.js';
/** What tests have set for contexts. */
export interface RateLimitOverrides {
  /** Whether there is anything: nearly always not, and every request asks. */
  any(): boolean;
  /** Requests a second, a minute, an hour that were set for a group in the context of this key. */
  of(contextKey: string, group: string): readonly (number | undefined)[] | undefined;
}

/** Who sends a request: the context of its access token, if it has one, and its address. */
export interface Caller {
  readonly contextKey: string | undefined;
  readonly ip: string;
}

const windows = [
  { ms: 1_000, name: 'sekundę' },
  { ms: 60_000, name: 'minutę' },
  { ms: 3_600_000, name: 'godzinę' },
] as const;

let known: ReadonlyMap<string, ContractOperation> | undefined;

function operations(): ReadonlyMap<string, ContractOperation> {
  known ??= new Map(contractOperations.map((one) => [`${one.method} ${one.path}`, one]));
  return known;
}

/** The value of a limit of the contract in a mode; undefined means no limit. */
export function limitIn(mode: RateLimitMode, limit: number | undefined): number | undefined {
  if (mode === 'off' || limit === undefined) return undefined;
  return mode === 'contract' ? limit : Math.ceil(limit * mode.scale);
}

/** Sliding windows of a second, a minute and an hour per context (or address) and operation group. */
export class RateLimiter {
  readonly #mode: RateLimitMode;
  readonly #overrides: RateLimitOverrides | undefined;
  readonly #times = new Map<string, number[]>();

  constructor(mode: RateLimitMode, overrides?: RateLimitOverrides) {
    this.#mode = mode;
    this.#overrides = overrides;
  }

  /** Counts the request, or throws 429 with the seconds to wait. */
  admit({ contextKey, ip }: Caller, method: string, path: string, now: number): void {
    if (this.#mode === 'off' && this.#overrides?.any() !== true) return;
    const operation = operations().get(`${method} ${path}`);
    if (operation === undefined) return;
    const limits = this.#limitsOf(operation, contextKey ?? '');
    if (limits === undefined) return;
    const who = contextKey === undefined ? ip : `${contextKey} ${ip}`;
    const key = `${who} ${operation.group === '' || operation.group === 'other' ? `${method} ${path}` : operation.group}`;
    const times = (this.#times.get(key) ?? []).filter((time) => time > now - 3_600_000);
    this.#times.set(key, times);
    // What frees last decides: within a full hour it would not help to wait for the second to pass.
    let refusal: { readonly freeAt: number; readonly text: string } | undefined;
    for (const [index, { ms, name }] of windows.entries()) {
      const limit = limits[index] ?? Number.POSITIVE_INFINITY;
      const inWindow = times.filter((time) => time > now - ms);
      if (inWindow.length < limit) continue;
      const freeAt = (inWindow[inWindow.length - limit] ?? now) + ms;
      if (refusal === undefined || freeAt > refusal.freeAt)
        refusal = { freeAt, text: `Przekroczono limit ${limit} żądań na ${name}.` };
    }
    if (refusal !== undefined) {
      const retryAfter = Math.max(1, Math.ceil((refusal.freeAt - now) / 1000));
      throw Object.assign(
        new Problem({
          status: 429,
          description: `${refusal.text} Spróbuj ponownie po ${retryAfter} sekundach.`,
        }),
        { retryAfter },
      );
    }
    times.push(now);
  }

  /** What a test set for the context counts in every mode, as it is. */
  #limitsOf(
    { group, limits }: ContractOperation,
    contextKey: string,
  ): readonly (number | undefined)[] | undefined {
    const set = this.#overrides?.of(contextKey, group);
    if (set !== undefined || this.#mode === 'off') return set;
    return limits.map((limit) => limitIn(this.#mode, limit));
  }
}
