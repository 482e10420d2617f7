import { type Clock, decodeBase64, encodeBase64, SignatureError, systemClock } from '@ksef/core';
import { anything, checkOptions, isClock } from '@ksef/core/internal';
import { checkSubject } from '../certificates/check-subject.js';
import { checkValidity } from '../certificates/check-validity.js';
import { ownFirst } from '../certificates/own-first.js';
import { readCertificate } from '../certificates/read-certificate.js';
import { type CertificateInput, readCertificates } from '../certificates/read-certificates.js';
import { normalized } from '../signers/remote-signer.js';
import {
  type AlgorithmOptions,
  algorithmFor,
  type SignatureAlgorithm,
} from '../signers/signature-algorithm.js';
import { signatureVerifier } from '../signers/signature-verifier.js';
import {
  type AuthTokenRequest,
  type AuthTokenRequestVersion,
  authTokenRequestXml,
} from './auth-token-request.js';
import { prepareSignature } from './prepare-signature.js';
import { signingTime } from './signing-time.js';

/** A login that waits for its signature. Plain JSON without secrets: send it to the signer. */
export interface PreparedAuthRequest {
  readonly format: 1;
  /** The document to sign, for the signer to read. */
  readonly request: string;
  /** ISO 8601. */
  readonly signingTime: string;
  readonly algorithm: SignatureAlgorithm;
  /** Base64 of DER, the signer's own first. */
  readonly certificateChain: readonly string[];
  /** Base64 of exactly the bytes to sign. */
  readonly bytes: string;
  /** Base64 of their digest by `algorithm.hash`, for a signer that expects a digest. */
  readonly digest: string;
}

/** Options of {@link prepareAuthRequest}. */
export interface PrepareOptions extends AlgorithmOptions {
  /** Used for a request without `timestampMs`. Default: the system clock. */
  readonly clock?: Clock | undefined;
  /** Version of the document's schema. Default `2.1`. */
  readonly version?: AuthTokenRequestVersion | undefined;
}

/**
 * The first of two steps, for a signature that is made in a browser, on a phone or on another machine: returns what to
 * sign. The second step is {@link completeAuthRequest}. The challenge allows ten minutes for both.
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
  checkOptions<PrepareOptions>(options, {
    clock: isClock,
    hash: anything,
    rsaPadding: anything,
    version: anything,
  });
  const { clock = systemClock, version } = options;
  const xml = authTokenRequestXml(request, { version });
  const chain = await ownFirst(readCertificates(certificate));
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
  const { bytes } = await prepareSignature(state);
  const digest = await crypto.subtle.digest(state.algorithm.hash, bytes as Uint8Array<ArrayBuffer>);
  return { ...state, bytes: encodeBase64(bytes), digest: encodeBase64(new Uint8Array(digest)) };
}

/**
 * The second step: returns the signed document, verified. The signature may be bytes or Base64; ECDSA as DER or as r
 * and s side by side.
 *
 * @throws SignatureError `INVALID_SIGNATURE`, `INVALID_STATE`; InvalidInputError `INVALID_BASE64`
 * @example
 * ```ts
 * import { completeAuthRequest, type PreparedAuthRequest } from '@ksef/signing';
 *
 * declare const prepared: PreparedAuthRequest; // of prepareAuthRequest; may be stored as JSON
 * declare const signature: string; // Base64, from the holder of the key
 *
 * const signedXml = await completeAuthRequest(prepared, signature);
 * ```
 */
export async function completeAuthRequest(
  prepared: PreparedAuthRequest,
  signature: Uint8Array | string,
): Promise<string> {
  const { algorithm, certificateChain } = checkedState(prepared);
  // Prepared again: the document is what was signed, whatever happened to the state in transit.
  const { bytes, complete } = await prepareSignature(prepared).catch((cause) => {
    throw invalidState(cause);
  });
  const raw = typeof signature === 'string' ? decodeBase64(signature.replace(/\s/g, '')) : signature;
  const value = await normalized(raw, algorithm);
  const verify = await signatureVerifier(
    await readCertificate(decodeBase64(certificateChain[0] as string)),
    algorithm,
  );
  if (!(await verify(bytes, value))) {
    throw new SignatureError(
      `The signature does not verify by the certificate: another key signed, or not exactly the prepared bytes with ${algorithm.name} and ${algorithm.hash}.`,
      { code: 'INVALID_SIGNATURE' },
    );
  }
  return complete(value);
}

function checkedState(state: PreparedAuthRequest): PreparedAuthRequest {
  const isWhole =
    state?.format === 1 &&
    typeof state.request === 'string' &&
    /^[\d-]{10}T[\d:]{8}Z$/.test(state.signingTime) &&
    typeof state.algorithm === 'object' &&
    typeof state.certificateChain?.[0] === 'string';
  if (isWhole) return state;
  throw invalidState();
}

function invalidState(cause?: unknown): SignatureError {
  return new SignatureError('This is not a prepared login, or one of another version. Prepare it again.', {
    code: 'INVALID_STATE',
    cause,
  });
}
