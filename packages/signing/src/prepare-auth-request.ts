import { type Clock, decodeBase64, encodeBase64, SignatureError, systemClock } from '@ksef/core';
import {
  type AuthTokenRequest,
  type AuthTokenRequestVersion,
  authTokenRequestXml,
} from './auth-token-request.js';
import { checkSubject } from './check-subject.js';
import { checkValidity } from './check-validity.js';
import { digestBase64 } from './digest.js';
import { readCertificate } from './read-certificate.js';
import { type CertificateInput, readCertificates } from './read-certificates.js';
import { normalized } from './remote-signer.js';
import { type AlgorithmOptions, algorithmFor, type SignatureAlgorithm } from './signature-algorithm.js';
import { signatureVerifier } from './signature-verifier.js';
import { signedDocumentXml, signedInfoXml, signedPropertiesXml } from './xades-document.js';

/** A login that waits for its signature. Plain JSON without secrets: send it to whoever signs. */
export interface PreparedAuthRequest {
  readonly format: 1;
  /** The document that is signed, for the signer to read. */
  readonly request: string;
  /** ISO 8601. */
  readonly signingTime: string;
  readonly algorithm: SignatureAlgorithm;
  /** Base64 of DER, the signer's own first. */
  readonly certificateChain: readonly string[];
  /** Base64 of exactly the bytes to sign. */
  readonly bytes: string;
  /** Base64 of their digest by `algorithm.hash`, for a signer that takes a digest. */
  readonly digest: string;
}

/** Options of {@link prepareAuthRequest}. */
export interface PrepareOptions extends AlgorithmOptions {
  /** Used for a request without `timestampMs`. Default: the machine's. */
  readonly clock?: Clock | undefined;
  /** Of the document's schema. Default `2.1`. */
  readonly version?: AuthTokenRequestVersion | undefined;
}

// So that no server of KSeF, whose clocks differ a little, takes the signature for one from the future.
const clockSkewMs = 60_000;

/**
 * The first of two steps, for a signature that is made in a browser, on a phone or on another machine: what has to be
 * signed. The second is {@link completeAuthRequest}; the challenge leaves ten minutes for both.
 *
 * @throws InvalidInputError for a request that cannot work (`INVALID_CHALLENGE`, `INVALID_CONTEXT`,
 * `INVALID_IP_POLICY`, `INVALID_OPTION`) or a certificate that cannot (`INVALID_CERTIFICATE`, `CERTIFICATE_EXPIRED`,
 * `CERTIFICATE_NOT_YET_VALID`, `UNUSABLE_SUBJECT`, `WEAK_KEY`, `UNSUPPORTED_CURVE`, `UNSUPPORTED_KEY`,
 * `UNSUPPORTED_ALGORITHM`)
 * @example
 * ```ts
 * import { completeAuthRequest, prepareAuthRequest } from '@ksef/signing';
 * import type { AuthTokenRequest } from '@ksef/signing';
 *
 * async function login(request: AuthTokenRequest, certificate: string, askForSignature: (digest: string) => Promise<string>) {
 *   const prepared = await prepareAuthRequest(request, certificate);
 *   const signature = await askForSignature(prepared.digest); // Base64, from elsewhere
 *   return completeAuthRequest(JSON.parse(JSON.stringify(prepared)), signature);
 * }
 * ```
 */
export async function prepareAuthRequest(
  request: AuthTokenRequest,
  certificate: CertificateInput,
  options: PrepareOptions = {},
): Promise<PreparedAuthRequest> {
  const { clock = systemClock, version } = options;
  const xml = authTokenRequestXml(request, { version });
  const chain = readCertificates(certificate);
  const info = await readCertificate(chain[0] as Uint8Array);
  const now = request.timestampMs ?? clock.now();
  checkValidity(info, now);
  checkSubject(info, request.subjectIdentifierType);
  const state = {
    format: 1,
    request: xml,
    signingTime: signingTime(now, info.validFrom),
    algorithm: algorithmFor(info, options),
    certificateChain: chain.map(encodeBase64),
  } as const;
  const { signedInfo } = await renderSignature(state);
  const bytes = new TextEncoder().encode(signedInfo);
  return {
    ...state,
    bytes: encodeBase64(bytes),
    digest: await digestBase64(state.algorithm.hash, bytes),
  };
}

/**
 * The second step: the signed document, verified. The signature may be bytes or Base64; ECDSA as DER or as r and s side
 * by side.
 *
 * @throws SignatureError `INVALID_SIGNATURE`, `INVALID_STATE`; InvalidInputError `INVALID_BASE64`
 * @example
 * ```ts
 * import { completeAuthRequest, type PreparedAuthRequest } from '@ksef/signing';
 *
 * declare const prepared: PreparedAuthRequest; // of prepareAuthRequest, JSON in between does no harm
 * declare const signature: string; // Base64, of whoever has the key
 *
 * const signedXml = await completeAuthRequest(prepared, signature);
 * ```
 */
export async function completeAuthRequest(
  prepared: PreparedAuthRequest,
  signature: Uint8Array | string,
): Promise<string> {
  const { algorithm, certificateChain, request } = checkedState(prepared);
  // Rendered anew: what was signed is the document itself, whatever became of the state on its way.
  const { signedInfo, signedProperties } = await renderSignature(prepared);
  const raw = typeof signature === 'string' ? decodeBase64(signature.replace(/\s/g, '')) : signature;
  const value = await normalized(raw, algorithm);
  const verify = await signatureVerifier(
    await readCertificate(decodeBase64(certificateChain[0] as string)),
    algorithm,
  );
  if (!(await verify(new TextEncoder().encode(signedInfo), value))) {
    throw new SignatureError(
      `The signature does not verify by the certificate: another key signed, or not exactly the prepared bytes with ${algorithm.name} and ${algorithm.hash}.`,
      { code: 'INVALID_SIGNATURE' },
    );
  }
  return signedDocumentXml({
    request,
    signedInfo,
    signature: value,
    certificates: certificateChain,
    signedProperties,
  });
}

function checkedState(state: PreparedAuthRequest): PreparedAuthRequest {
  const isWhole =
    state?.format === 1 &&
    typeof state.request === 'string' &&
    /^[\d-]{10}T[\d:]{8}Z$/.test(state.signingTime) &&
    typeof state.algorithm === 'object' &&
    typeof state.certificateChain?.[0] === 'string';
  if (isWhole) return state;
  throw new SignatureError('This is no prepared login, or one of another version.', {
    code: 'INVALID_STATE',
  });
}

/** The parts of the signature that are settled before it is made. */
export async function renderSignature(
  state: Pick<PreparedAuthRequest, 'request' | 'signingTime' | 'algorithm' | 'certificateChain'>,
  certificateDigest?: string,
): Promise<{ signedInfo: string; signedProperties: string }> {
  const { hash } = state.algorithm;
  const encoder = new TextEncoder();
  const signedProperties = signedPropertiesXml({
    signingTime: state.signingTime,
    hash,
    certificateDigest:
      certificateDigest ?? (await digestBase64(hash, decodeBase64(state.certificateChain[0] as string))),
  });
  const [requestDigest, propertiesDigest] = await Promise.all([
    digestBase64(hash, encoder.encode(state.request)),
    digestBase64(hash, encoder.encode(signedProperties)),
  ]);
  return {
    signedInfo: signedInfoXml({ algorithm: state.algorithm, requestDigest, propertiesDigest }),
    signedProperties,
  };
}

/** A little before now, but never before the certificate. */
export function signingTime(nowMs: number, validFrom: string): string {
  return `${new Date(Math.max(nowMs - clockSkewMs, Date.parse(validFrom))).toISOString().slice(0, 19)}Z`;
}
