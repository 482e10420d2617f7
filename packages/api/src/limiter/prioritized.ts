import type { AdmissionPriority, RateLimiter } from '../rate-limiter.js';

/** The same limiter, with a priority for requests that specify none. */
export function prioritized(limiter: Required<RateLimiter>, priority: AdmissionPriority): RateLimiter {
  return {
    admit: (request, options) =>
      limiter.admit({ ...request, priority: request.priority ?? priority }, options),
    blocked: (request, untilMs, message) => limiter.blocked(request, untilMs, message),
  };
}
