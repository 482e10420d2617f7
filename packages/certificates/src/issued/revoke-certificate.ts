import { type Api, type CallOptions, revokeCertificate as revoke } from '@ksef/api';
import { checkCallOptions } from '@ksef/api/internal';
import { oneOf } from '@ksef/core/internal';
import { checkSerialNumber } from '../enrollment/check-enrollment.js';
import { explained } from '../enrollment/explain.js';

/**
 * Revokes one of the caller's certificates, permanently. Access tokens of logins with it stay valid until they expire.
 *
 * @throws InvalidInputError `INVALID_SERIAL_NUMBER`
 * @throws KsefApiError `CERTIFICATE_LOGIN_NEEDED` after a login by KSeF token, or when KSeF rejects it (25008 unknown,
 * 25009 already revoked or expired)
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { revokeCertificate } from '@ksef/certificates';
 *
 * declare const api: Api; // logged in by signature
 *
 * await revokeCertificate(api, '01F20A5D352AE590', { reason: 'Superseded' });
 * ```
 */
export async function revokeCertificate(
  api: Api,
  serialNumber: string,
  options: CallOptions & {
    /** Default: none. */
    readonly reason?: 'Unspecified' | 'Superseded' | 'KeyCompromise' | undefined;
  } = {},
): Promise<void> {
  checkSerialNumber(serialNumber);
  checkCallOptions<{ reason: unknown }>(options, {
    reason: oneOf('Unspecified', 'Superseded', 'KeyCompromise'),
  });
  const { reason, ...call } = options;
  const body = reason === undefined ? {} : { revocationReason: reason };
  await explained(revoke(api, { certificateSerialNumber: serialNumber, body }, call));
}
