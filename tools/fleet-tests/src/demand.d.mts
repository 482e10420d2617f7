import type { RateLimiter } from '@ksef/api';
import type { ContextIdentifier } from '@ksef/core';
import type { VirtualClock } from '@ksef-tools/testing/virtual-clock';

export const demanded: Readonly<Record<string, string>>;
export function demand(options: {
  readonly clock: VirtualClock;
  readonly limiter: RateLimiter;
  readonly baseUrl: string;
  readonly accessToken: string;
  readonly context: ContextIdentifier;
  readonly groups: readonly string[];
  readonly share: number;
}): Record<string, number[]>;
