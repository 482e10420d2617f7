import type { AdmissionPriority, RateLimiter } from '../rate-limiter.js';

/** The same limiter for requests that name no priority of their own. */
export function prioritized(limiter: Required<RateLimiter>, priority: AdmissionPriority): RateLimiter {
  return {
    admit: (request, options) =>
      limiter.admit({ ...request, priority: request.priority ?? priority }, options),
    blocked: (request, untilMs, message) => limiter.blocked(request, untilMs, message),
  };
}
