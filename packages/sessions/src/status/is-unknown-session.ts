import { KsefApiError } from '@ksef/core';

/**
 * KSeF reports that the session does not exist. For a session that it has just opened, this is temporary
 * (ksef-client-csharp#171, ksef-api#801).
 */
export function isUnknownSession(error: unknown): error is KsefApiError {
  return error instanceof KsefApiError && (error.status === 404 || error.hasCode(21173));
}
