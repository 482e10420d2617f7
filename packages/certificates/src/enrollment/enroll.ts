import {
  type Api,
  type CallOptions,
  enrollCertificate,
  getCertificateEnrollmentData,
  getCertificateLimits,
} from '@ksef/api';
import { checkCallOptions } from '@ksef/api/internal';
import { encodeBase64, InvalidInputError } from '@ksef/core';
import { anything, checkOptions, isBytes } from '@ksef/core/internal';
import type { CertificateLimits, EnrollmentData, EnrollmentRequest } from '../certificate-types.js';
import { instantText } from '../instant-text.js';
import { checkEnrollment } from './check-enrollment.js';
import { explained } from './explain.js';

/**
 * How many enrolments and certificates the caller has left. Revoking does not return an enrolment.
 *
 * @throws KsefApiError when KSeF rejects it
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { certificateLimits } from '@ksef/certificates';
 *
 * declare const api: Api;
 *
 * const { canRequest, enrollment } = await certificateLimits(api);
 * console.log(canRequest, enrollment.remaining);
 * ```
 */
export async function certificateLimits(api: Api, options: CallOptions = {}): Promise<CertificateLimits> {
  checkCallOptions(options);
  return getCertificateLimits(api, {}, options);
}

/**
 * The attributes that a certificate request must contain, read from the certificate that logged in.
 *
 * @throws KsefApiError `CERTIFICATE_LOGIN_NEEDED` (25001) after a login by KSeF token, or when KSeF rejects it
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { enrollmentData } from '@ksef/certificates';
 * import { createCertificateRequest } from '@ksef/signing';
 *
 * declare const api: Api; // logged in by signature
 *
 * const { csr, keyPair } = await createCertificateRequest(await enrollmentData(api));
 * ```
 */
export async function enrollmentData(api: Api, options: CallOptions = {}): Promise<EnrollmentData> {
  checkCallOptions(options);
  return explained(getCertificateEnrollmentData(api, {}, options));
}

/**
 * Sends a certificate request and returns the reference number for {@link waitForCertificate}. Every request counts
 * against the limit, even if the same one is sent twice.
 *
 * @throws InvalidInputError `INVALID_CERTIFICATE_NAME`, `INVALID_CERTIFICATE_TYPE`, `INVALID_CSR`, `INVALID_DATE`
 * @throws KsefApiError `CERTIFICATE_LOGIN_NEEDED` (25002), or when KSeF rejects it (25003, 25004, 25006, 25007, 25010,
 * 25011)
 * @throws UnknownOutcomeError when no response came: see {@link issueCertificate}, which finds out
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { enroll, enrollmentData, waitForCertificate } from '@ksef/certificates';
 * import { createCertificateRequest } from '@ksef/signing';
 *
 * async function request(api: Api): Promise<string> {
 *   const { csr } = await createCertificateRequest(await enrollmentData(api));
 *   const referenceNumber = await enroll(api, { name: 'Warehouse', type: 'Offline', csr });
 *   return waitForCertificate(api, referenceNumber);
 * }
 * ```
 */
export async function enroll(
  api: Api,
  request: EnrollmentRequest & {
    /** PKCS#10, DER. */
    readonly csr: Uint8Array;
    /** Start of validity: ISO 8601, or a `Date`. Default: when it is issued. */
    readonly validFrom?: string | Date | undefined;
  },
  options: CallOptions = {},
): Promise<string> {
  checkOptions<typeof request>(request, {
    name: anything,
    type: anything,
    csr: anything,
    validFrom: anything,
  });
  checkCallOptions(options);
  checkEnrollment(request);
  const { csr, name, type, validFrom } = request;
  if (!isBytes(csr) || csr.length === 0)
    throw new InvalidInputError('The certificate request (csr) is missing. Pass PKCS#10 in DER.', {
      code: 'INVALID_CSR',
      input: 'csr',
    });
  const body = {
    certificateName: name,
    certificateType: type,
    csr: encodeBase64(csr),
    ...(validFrom === undefined ? {} : { validFrom: instantText('validFrom', validFrom) }),
  };
  return (await explained(enrollCertificate(api, { body }, options))).referenceNumber;
}
