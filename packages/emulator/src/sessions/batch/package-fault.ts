import type { BatchStatusCode } from '../statuses.js';
/** What is wrong with a whole package, as the status of its session. */
export class PackageFault extends Error {
  readonly status: BatchStatusCode;
  readonly details: readonly string[];

  constructor(status: BatchStatusCode, ...details: string[]) {
    super(`${status} ${details.join(' ')}`);
    this.name = 'PackageFault';
    this.status = status;
    this.details = details;
  }
}
