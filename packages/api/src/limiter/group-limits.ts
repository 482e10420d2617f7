import type { OperationLimits } from '../operation.js';

/** Limits of each group, as `GET /rate-limits` states them; -1 is no limit. */
export type GroupLimits = Readonly<Record<string, OperationLimits>>;
