import { KsefApiError } from '@ksef/core';

/**
 * KSeF says that there is no such session. Of one that it has just opened that passes by (ksef-client-csharp#171,
 * ksef-api#801).
 */
export function isUnknownSession(error: unknown): error is KsefApiError {
  return error instanceof KsefApiError && (error.status === 404 || error.hasCode(21173));
}
