import { type Clock, encodeBase64, InvalidInputError, systemClock } from '@ksef/core';
import {
  type AuthTokenRequest,
  type AuthTokenRequestVersion,
  authTokenRequestXml,
} from './auth-token-request.js';
import { checkSubject } from './check-subject.js';
import { checkValidity } from './check-validity.js';
import { digestBase64 } from './digest.js';
import { renderSignature, signingTime } from './prepare-auth-request.js';
import { type CertificateInfo, readCertificate } from './read-certificate.js';
import type { Signer, SignOptions } from './signer.js';
import { signedDocumentXml } from './xades-document.js';

/** Signs logins; what `@ksef/auth` asks for. */
export interface AuthRequestSigner {
  /** The signed `AuthTokenRequest`, XML. */
  signAuthRequest(request: AuthTokenRequest, options?: SignOptions): Promise<string>;
}

/** Options of {@link xadesSigner}. */
export interface XadesSignerOptions {
  /** Tells the time for requests without `timestampMs`. Default: the machine's. */
  readonly clock?: Clock | undefined;
  /** Of the document's schema. Default `2.1`. */
  readonly version?: AuthTokenRequestVersion | undefined;
}

/**
 * Signs logins by a signer: XAdES-BASELINE-B, enveloped.
 *
 * Its `signAuthRequest` throws InvalidInputError for a request that cannot work (`INVALID_CHALLENGE`,
 * `INVALID_CONTEXT`, `INVALID_IP_POLICY`, `INVALID_OPTION`) or a certificate that cannot (`CERTIFICATE_EXPIRED`,
 * `CERTIFICATE_NOT_YET_VALID`, `UNUSABLE_SUBJECT`), and what the signer throws.
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
  const { clock = systemClock, version } = options;
  if (!Array.isArray(signer?.certificateChain) || typeof signer.sign !== 'function') {
    throw new InvalidInputError(
      'xadesSigner needs a signer with certificateChain, algorithm and sign(): await signerFromPem(…) gives one.',
      { code: 'INVALID_OPTION', input: 'signer' },
    );
  }
  const { algorithm } = signer;
  // What does not change is worked out once, at the first signature.
  let prepared: Promise<Prepared> | undefined;
  return {
    async signAuthRequest(request, { signal } = {}) {
      signal?.throwIfAborted();
      prepared ??= prepare(signer);
      const { info, certificateChain, certificateDigest } = await prepared;
      const now = request.timestampMs ?? clock.now();
      checkValidity(info, now);
      checkSubject(info, request.subjectIdentifierType);
      const xml = authTokenRequestXml(request, { version });
      const { signedInfo, signedProperties } = await renderSignature(
        {
          request: xml,
          signingTime: signingTime(now, info.validFrom),
          algorithm,
          certificateChain,
        },
        certificateDigest,
      );
      const signature = await signer.sign(new TextEncoder().encode(signedInfo), { signal });
      return signedDocumentXml({
        request: xml,
        signedInfo,
        signature,
        certificates: certificateChain,
        signedProperties,
      });
    },
  };
}

interface Prepared {
  readonly info: CertificateInfo;
  /** Base64. */
  readonly certificateChain: readonly string[];
  readonly certificateDigest: string;
}

async function prepare({ certificateChain, algorithm }: Signer): Promise<Prepared> {
  const info = await readCertificate(certificateChain[0] as Uint8Array);
  return {
    info,
    certificateChain: certificateChain.map(encodeBase64),
    certificateDigest: await digestBase64(algorithm.hash, info.der),
  };
}
