import { anything, checkOptions } from '@ksef/core/internal';
import { loadPkijs } from '../certificates/load-pkijs.js';
import type { WebCryptoKeyPair } from '../signers/web-crypto-key.js';
import { type KeyType, makeKeyPair } from './key-pair.js';
import { type SubjectAttributes, subjectName } from './subject-name.js';

/** A certificate request and its key. */
export interface CertificateRequest {
  /** PKCS#10, DER; KSeF expects it in Base64. */
  readonly csr: Uint8Array;
  /** The key pair. Store the private key, for instance with `privateKeyPem`. A secret. */
  readonly keyPair: WebCryptoKeyPair;
}

/** Options of {@link createCertificateRequest}. */
export interface CertificateRequestOptions {
  /** The kind of key to create. Default `P-256`, which KSeF recommends. */
  readonly keyType?: Extract<KeyType, 'P-256' | 'RSA-2048'> | undefined;
  /** Your own key pair, P-256 or RSA-2048, instead of a new one. */
  readonly keyPair?: WebCryptoKeyPair | undefined;
}

/**
 * A certificate request (CSR) with exactly the given attributes: KSeF rejects additional or missing ones (25003).
 *
 * Signed with SHA-256; RSA with PKCS#1 v1.5. Source: certyfikaty-KSeF.md.
 *
 * @throws InvalidInputError `INVALID_SUBJECT`, `UNSUPPORTED_KEY`, `INVALID_OPTION`
 * @example
 * ```ts
 * import { createCertificateRequest, privateKeyPem } from '@ksef/signing';
 *
 * const { csr, keyPair } = await createCertificateRequest({
 *   commonName: 'Jan Kowalski',
 *   surname: 'Kowalski',
 *   givenName: 'Jan',
 *   countryName: 'PL',
 *   serialNumber: 'TINPL-5265877635',
 * });
 * const pem = await privateKeyPem(keyPair.privateKey, { passphrase: process.env.KEY_PASSPHRASE });
 * ```
 */
export async function createCertificateRequest(
  subject: SubjectAttributes,
  options: CertificateRequestOptions = {},
): Promise<CertificateRequest> {
  checkOptions<CertificateRequestOptions>(options, { keyType: anything, keyPair: anything });
  const { pkijs, engine } = await loadPkijs();
  const name = await subjectName(subject);
  const keyPair = options.keyPair ?? (await makeKeyPair(options.keyType ?? 'P-256'));
  // An empty list instead of none: PKCS#10 always contains the attributes field.
  const request = new pkijs.CertificationRequest({ version: 0, subject: name, attributes: [] });
  await request.subjectPublicKeyInfo.importKey(keyPair.publicKey, engine);
  await request.sign(keyPair.privateKey, 'SHA-256', engine);
  return { csr: new Uint8Array(request.toSchema().toBER()), keyPair };
}
