import { invalidInput } from './sessions/problems.js';

/** All kinds, for checking input. */
const faultKinds = [
  'delay',
  'error',
  'rateLimit',
  'cutBefore',
  'cutAfter',
  'errorAfter',
  'truncate',
  'slow',
  'html',
] as const;

/**
 * A trouble that the next matching requests meet. `delay`, `error`, `rateLimit`, `cutBefore` and `html` come before the
 * work, which all but `delay` prevent; `cutAfter`, `errorAfter` (a proxy's HTML), `truncate` and `slow` come after it.
 */
export interface Fault {
  readonly kind: (typeof faultKinds)[number];
  /** Default: any. */
  readonly method?: string | undefined;
  /**
   * Path template without `/v2`, e.g. `/sessions/online/{referenceNumber}/invoices`; or a prefix ending in `*`.
   * Uploads and downloads without a token lie under `/_storage/*`; there the real path fits as well.
   */
  readonly path?: string | undefined;
  /** How many matching requests meet it. Default 1. */
  readonly times?: number | undefined;
  /** How many matching requests pass before. Default 0. */
  readonly skip?: number | undefined;
  /** `delay`, `slow`: milliseconds. */
  readonly ms?: number | undefined;
  /** `error`, `html`, `errorAfter`: HTTP status. Default 500, 502 and 502. */
  readonly status?: number | undefined;
  /** `error`: KSeF's code and text. */
  readonly code?: number | undefined;
  readonly description?: string | undefined;
  readonly details?: readonly string[] | undefined;
  /** `rateLimit`: seconds, or an HTTP date. Default 1. */
  readonly retryAfter?: number | string | undefined;
}

interface Armed {
  readonly id: string;
  readonly fault: Fault;
  skip: number;
  times: number;
}

/** Faults that wait for their requests. */
export class Faults {
  #armed: Armed[] = [];
  #count = 0;

  /** @throws Problem 21405 */
  add(fault: Fault): string {
    if (!faultKinds.includes(fault.kind)) throw invalidInput(`kind is one of ${faultKinds.join(', ')}`);
    for (const name of ['times', 'skip', 'ms'] as const) {
      if (!((fault[name] ?? 0) >= 0)) throw invalidInput(`${name} is a number from 0`);
    }
    const id = `fault-${++this.#count}`;
    this.#armed.push({ id, fault, skip: fault.skip ?? 0, times: fault.times ?? 1 });
    return id;
  }

  get isEmpty(): boolean {
    return this.#armed.length === 0;
  }

  clear(): void {
    this.#armed = [];
  }

  /** The fault that this request meets; it is used up by that. */
  take(method: string, ...paths: readonly string[]): Fault | undefined {
    for (const armed of this.#armed) {
      if (!matches(armed.fault, method, paths) || armed.times <= 0) continue;
      if (armed.skip > 0) {
        armed.skip--;
        continue;
      }
      armed.times--;
      if (armed.times <= 0) this.#armed = this.#armed.filter((one) => one !== armed);
      return armed.fault;
    }
    return undefined;
  }
}

function matches(
  { method: wanted, path: pattern }: Fault,
  method: string,
  paths: readonly string[],
): boolean {
  if (wanted !== undefined && wanted !== method) return false;
  if (pattern === undefined) return true;
  return paths.some((path) =>
    pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : pattern === path,
  );
}
