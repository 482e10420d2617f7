import { type Api, revokeKsefToken as revoke } from '@ksef/api';
import { referenceNumber as toReference } from '@ksef/core';
import { checkWaitOptions, type WaitOptions } from '../call/index.js';
import { waitForStatus } from './wait-for-ksef-token.js';

/**
 * Revokes a KSeF token and waits until KSeF has done so. Logins with it fail from then on. Access tokens of earlier
 * logins stay valid until they expire.
 *
 * @throws InvalidInputError `INVALID_OPTION`, `INVALID_REFERENCE_NUMBER`
 * @throws KsefApiError when KSeF rejects it
 * @throws KsefError `KSEF_TOKEN_FAILED` if it was never activated, `WAIT_TIMEOUT`
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { revokeKsefToken } from '@ksef/management';
 *
 * declare const api: Api;
 *
 * await revokeKsefToken(api, '20251010-EC-1DCE3E3000-12ECB5B36E-45');
 * ```
 */
export async function revokeKsefToken(
  api: Api,
  referenceNumber: string,
  options: WaitOptions = {},
): Promise<void> {
  checkWaitOptions(options);
  const { waitTimeoutMs: _, ...call } = options;
  await revoke(api, { referenceNumber: toReference(referenceNumber) }, call);
  await waitForStatus(api, referenceNumber, options, 'Revoked', ['Active', 'Pending', 'Revoking']);
}
