import { type Clock, encodeBase64, InvalidInputError, systemClock } from '@ksef/core';
import { anything, checkOptions, isClock } from '@ksef/core/internal';
import { checkSubject } from '../certificates/check-subject.js';
import { checkValidity } from '../certificates/check-validity.js';
import { type CertificateInfo, readCertificate } from '../certificates/read-certificate.js';
import type { Signer, SignOptions } from '../signers/signer.js';
import {
  type AuthTokenRequest,
  type AuthTokenRequestVersion,
  authTokenRequestXml,
} from './auth-token-request.js';
import { prepareSignature } from './prepare-signature.js';
import { signingTime } from './signing-time.js';

/** Signs logins, as `@ksef/auth` requires. */
export interface AuthRequestSigner {
  /** The signed `AuthTokenRequest`, XML. */
  signAuthRequest(request: AuthTokenRequest, options?: SignOptions): Promise<string>;
}

/** Options of {@link xadesSigner}. */
export interface XadesSignerOptions {
  /** The clock for requests without `timestampMs`. Default: the system clock. */
  readonly clock?: Clock | undefined;
  /** Version of the document's schema. Default `2.1`. */
  readonly version?: AuthTokenRequestVersion | undefined;
}

/**
 * Signs logins with a signer: XAdES-BASELINE-B, enveloped.
 *
 * Its `signAuthRequest` throws InvalidInputError for an invalid request (`INVALID_CHALLENGE`, `INVALID_CONTEXT`,
 * `INVALID_IP_POLICY`, `INVALID_OPTION`) or an unusable certificate (`CERTIFICATE_EXPIRED`,
 * `CERTIFICATE_NOT_YET_VALID`, `UNUSABLE_SUBJECT`), and errors of the signer.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 * @example
 * ```ts
 * import { createApi } from '@ksef/api';
 * import { loginWithXades } from '@ksef/auth';
 * import { environments, nip } from '@ksef/core';
 * import { type Signer, xadesSigner } from '@ksef/signing';
 *
 * declare const signer: Signer; // e.g. from signerFromPem
 * const api = createApi({ environment: environments.test });
 * await loginWithXades(api, { context: nip('5265877635'), signer: xadesSigner(signer) });
 * ```
 */
export function xadesSigner(signer: Signer, options: XadesSignerOptions = {}): AuthRequestSigner {
  checkOptions<XadesSignerOptions>(options, { clock: isClock, version: anything });
  const { clock = systemClock, version } = options;
  if (!Array.isArray(signer?.certificateChain) || typeof signer.sign !== 'function') {
    throw new InvalidInputError(
      'xadesSigner needs a signer with certificateChain, algorithm and sign(): await signerFromPem(…) gives one.',
      { code: 'INVALID_OPTION', input: 'signer' },
    );
  }
  // Read once, for the first signature.
  let certificate: Promise<CertificateInfo> | undefined;
  return {
    async signAuthRequest(request, { signal } = {}) {
      signal?.throwIfAborted();
      certificate ??= readCertificate(signer.certificateChain[0] as Uint8Array);
      const info = await certificate;
      const now = request.timestampMs ?? clock.now();
      checkValidity(info, now);
      checkSubject(info, request.subjectIdentifierType);
      const { bytes, complete } = await prepareSignature({
        request: authTokenRequestXml(request, { version }),
        signingTime: signingTime(now, info.validFrom),
        algorithm: signer.algorithm,
        certificateChain: signer.certificateChain.map(encodeBase64),
      });
      return complete(await signer.sign(bytes, { signal }));
    },
  };
}
