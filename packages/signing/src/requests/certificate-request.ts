import { anything, checkOptions } from '@ksef/core/internal';
import { loadPkijs } from '../certificates/load-pkijs.js';
import type { WebCryptoKeyPair } from '../signers/web-crypto-key.js';
import { type KeyType, makeKeyPair } from './key-pair.js';
import { type SubjectAttributes, subjectName } from './subject-name.js';

/** A certificate request and the key it is for. */
export interface CertificateRequest {
  /** PKCS#10, DER; KSeF wants it in Base64. */
  readonly csr: Uint8Array;
  /** The key pair; keep the private key, for instance by `privateKeyPem`. A secret. */
  readonly keyPair: WebCryptoKeyPair;
}

/** Options of {@link createCertificateRequest}. */
export interface CertificateRequestOptions {
  /** The key to make. Default `P-256`, which KSeF recommends. */
  readonly keyType?: Extract<KeyType, 'P-256' | 'RSA-2048'> | undefined;
  /** A key pair of one's own, P-256 or RSA-2048, instead of a new one. */
  readonly keyPair?: WebCryptoKeyPair | undefined;
}

/**
 * A certificate request (CSR) with exactly the given attributes: KSeF refuses one more or one less (25003).
 *
 * Signed with SHA-256; RSA by PKCS#1 v1.5. Source: certyfikaty-KSeF.md.
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
  // An empty list, not none: PKCS#10 has the attributes' place always.
  const request = new pkijs.CertificationRequest({ version: 0, subject: name, attributes: [] });
  await request.subjectPublicKeyInfo.importKey(keyPair.publicKey, engine);
  await request.sign(keyPair.privateKey, 'SHA-256', engine);
  return { csr: new Uint8Array(request.toSchema().toBER()), keyPair };
}
