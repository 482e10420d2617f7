export { contextLimits, overriddenSessionLimits } from './context-limits.js';
export { limitRoutes } from './limit-routes.js';
export { rateLimitOverrides } from './rate-limit-settings.js';
export { RateLimiter } from './rate-limiter.js';
