import type { OperationLimits } from '../operation.js';

/** Limits of each group, as `GET /rate-limits` returns them; -1 means no limit. */
export type GroupLimits = Readonly<Record<string, OperationLimits>>;
