import { contractOperations } from '../generated/operations.js';
import { amountOf, choiceOf, invalidInput, membersOf } from '../http/index.js';

/** All kinds, for checking input. */
export const faultKinds = [
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

/** A fault that was planned, and how often it struck. */
export interface PlannedFault {
  readonly id: string;
  readonly kind: string;
  /** How many requests, sessions or exports were to meet it. */
  readonly times: number;
  /** How many have met it. */
  readonly struck: number;
  /** Of requests: which ones. */
  readonly method?: string | undefined;
  readonly path?: string | undefined;
}

interface Armed {
  readonly id: string;
  readonly fault: Fault;
  readonly times: number;
  skip: number;
  struck: number;
}

/** Faults of requests: those that still wait for theirs, and those that are used up. */
export class PlannedFaults {
  #planned: Armed[] = [];
  #armed: Armed[] = [];
  #count = 0;

  /** @throws Problem 21405 */
  add(fault: Fault): string {
    check(fault);
    const id = `fault-${++this.#count}`;
    const armed = { id, fault, skip: fault.skip ?? 0, times: fault.times ?? 1, struck: 0 };
    this.#planned.push(armed);
    this.#armed.push(armed);
    return id;
  }

  get isEmpty(): boolean {
    return this.#armed.length === 0;
  }

  /** All since the last {@link clear}, in the order in which they were planned. */
  list(): readonly PlannedFault[] {
    return this.#planned.map(({ id, fault: { kind, method, path }, times, struck }) => ({
      id,
      kind,
      times,
      struck,
      ...(method === undefined ? {} : { method }),
      ...(path === undefined ? {} : { path }),
    }));
  }

  clear(): void {
    this.#planned = [];
    this.#armed = [];
  }

  /** The fault that this request meets; it is used up by that. */
  take(method: string, ...paths: readonly string[]): Fault | undefined {
    for (const armed of this.#armed) {
      if (!matches(armed.fault, method, paths) || armed.struck >= armed.times) continue;
      if (armed.skip > 0) {
        armed.skip--;
        continue;
      }
      armed.struck++;
      if (armed.struck >= armed.times) this.#armed = this.#armed.filter((one) => one !== armed);
      return armed.fault;
    }
    return undefined;
  }
}

const names = [
  'kind',
  'method',
  'path',
  'times',
  'skip',
  'ms',
  'status',
  'code',
  'description',
  'details',
  'retryAfter',
] as const;
const methods = ['GET', 'POST', 'PUT', 'DELETE'] as const;

function check(fault: Fault): void {
  const { kind, method, path, status, description, details, retryAfter, ...amounts } = membersOf(
    fault,
    names,
  );
  choiceOf('kind', kind, faultKinds);
  if (method !== undefined) choiceOf('method', method, methods);
  for (const [name, value] of Object.entries(amounts)) if (value !== undefined) amountOf(name, value);
  if (status !== undefined && !(Number.isInteger(status) && Number(status) >= 200 && Number(status) <= 599))
    throw invalidInput('status is an HTTP status from 200 to 599');
  if (description !== undefined && typeof description !== 'string')
    throw invalidInput('description is a text');
  if (details !== undefined && !(Array.isArray(details) && details.every((one) => typeof one === 'string')))
    throw invalidInput('details is a list of texts');
  if (retryAfter !== undefined && typeof retryAfter !== 'string') amountOf('retryAfter', retryAfter);
  if (path !== undefined && !(typeof path === 'string' && leadsSomewhere(path)))
    throw invalidInput(
      `path ${path} is no operation's: it is a template without /v2, such as /sessions/online/{referenceNumber}/invoices, or a prefix such as /sessions/*`,
    );
}

/** Whether there are requests that a path can fit: a fault that never strikes looks like a client that copes. */
function leadsSomewhere(path: string): boolean {
  const prefix = path.endsWith('*') ? path.slice(0, -1) : undefined;
  if (/^\/(v2|_storage)\//.test(path)) return !path.includes('{');
  return contractOperations.some((one) =>
    prefix === undefined ? one.path === path : one.path.startsWith(prefix) || '/_storage/'.startsWith(prefix),
  );
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
