import { type Clock, type ContextIdentifier, contextKey } from '@ksef/core';
import type { OperationLimits } from '../operation.js';
import type { AdmissionRequest } from '../rate-limiter.js';
import type { GroupLimits } from './group-limits.js';
import type { LimiterEvent } from './limiter-event.js';
import { readLimits } from './read-limits.js';

/** Reads the limits of a context: `getRateLimits` of `@ksef/api`. */
export type LimitsReader = (
  context: ContextIdentifier,
  options: { readonly signal?: AbortSignal | undefined },
) => Promise<GroupLimits>;

/** One counter of a request. */
export interface Account {
  /** Environment, context and name. */
  readonly key: string;
  /** The group, `global` or `anonymous`. */
  readonly name: string;
  readonly limits: OperationLimits;
}

interface Known {
  limits: GroupLimits | undefined;
  readAt: number;
  reading: boolean;
}

// A KSeF before 2.8 has no groups for closing: it counts closing with opening.
const groupsBefore: Readonly<Record<string, string>> = {
  onlineSessionClose: 'onlineSession',
  batchSessionClose: 'batchSession',
};
const readingTimeoutMs = 30_000;
// After a 429 the limits may have been lowered. They are not requested more often than this.
const shortestPauseMs = 60_000;

/** Dependencies of {@link EffectiveLimits}. */
export interface EffectiveLimitsOptions {
  readonly read: LimitsReader | undefined;
  readonly refreshIntervalMs: number;
  readonly clock: Clock;
  emit(event: LimiterEvent): void;
  onChange(): void;
}

/** The limits in effect: the contract's, until the context's own are known. */
export class EffectiveLimits {
  readonly #known = new Map<string, Known>();
  readonly #anonymous = new Map<string, OperationLimits>();
  readonly #options: EffectiveLimitsOptions;

  constructor(options: EffectiveLimitsOptions) {
    this.#options = options;
  }

  /** @throws InvalidInputError `INVALID_OPTION` for invalid limits */
  set(environment: string, context: ContextIdentifier, given: GroupLimits): void {
    const limits = readLimits(given);
    const known = this.#of(environment, context);
    known.limits = limits;
    known.readAt = this.#options.clock.now();
    if (limits.anonymous) this.#anonymous.set(environment, limits.anonymous);
    this.#options.onChange();
  }

  /** The counters of a request: its group, and, where KSeF limits these, all requests of the context or address. */
  accounts(request: AdmissionRequest): readonly [Account, Account?] {
    const { environment, context, group } = request;
    if (context === undefined) {
      const own = account(environment, group, request.limits);
      const all = this.#anonymous.get(environment);
      return all ? [own, account(environment, 'anonymous', all)] : [own];
    }
    const prefix = `${environment} ${contextKey(context)}`;
    const limits = this.#known.get(prefix)?.limits;
    if (limits === undefined) return [account(prefix, group, request.limits)];
    const name = limits[group] ? group : (groupsBefore[group] ?? group);
    const own = account(prefix, name, limits[name] ?? limits.other ?? request.limits);
    return limits.global ? [own, account(prefix, 'global', limits.global)] : [own];
  }

  /** The next request of this context requests KSeF's limits, unless that was done just now. */
  doubt({ environment, context }: AdmissionRequest): void {
    if (context === undefined) return;
    const known = this.#of(environment, context);
    known.readAt = Math.min(known.readAt, this.#soon());
  }

  /** Reads the context's limits if that is due. Nothing waits for it: until then, the known limits apply. */
  refresh({ environment, context }: AdmissionRequest): void {
    const { read, refreshIntervalMs, clock } = this.#options;
    if (!read || context === undefined) return;
    const known = this.#of(environment, context);
    if (known.reading || clock.now() - known.readAt < refreshIntervalMs) return;
    known.reading = true;
    this.#read(environment, context, known, read).catch(() => {});
  }

  async #read(
    environment: string,
    context: ContextIdentifier,
    known: Known,
    read: LimitsReader,
  ): Promise<void> {
    const { emit } = this.#options;
    try {
      const limits = readLimits(await read(context, { signal: AbortSignal.timeout(readingTimeoutMs) }));
      this.set(environment, context, limits);
      emit({ type: 'limits-read', context, limits });
    } catch (error) {
      known.readAt = this.#soon();
      const errorName = error instanceof Error ? error.name : typeof error;
      emit({ type: 'limits-failed', context, errorName });
    } finally {
      known.reading = false;
    }
  }

  /** Forgets what would be read again on next use. */
  sweep(): void {
    const { read, refreshIntervalMs, clock } = this.#options;
    const stale = clock.now() - refreshIntervalMs;
    for (const [key, { readAt, reading }] of this.#known) {
      if (read && !reading && readAt <= stale) this.#known.delete(key);
    }
  }

  #soon(): number {
    return this.#options.clock.now() - this.#options.refreshIntervalMs + shortestPauseMs;
  }

  #of(environment: string, context: ContextIdentifier): Known {
    const key = `${environment} ${contextKey(context)}`;
    let known = this.#known.get(key);
    if (known === undefined) {
      known = { limits: undefined, readAt: Number.NEGATIVE_INFINITY, reading: false };
      this.#known.set(key, known);
    }
    return known;
  }
}

function account(prefix: string, name: string, limits: OperationLimits): Account {
  return { key: `${prefix} ${name}`, name, limits };
}
