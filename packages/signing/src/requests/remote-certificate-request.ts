import { InvalidInputError, SignatureError } from '@ksef/core';
import { checkOptions, isBytes, isSignal } from '@ksef/core/internal';
import { loadPkijs } from '../certificates/load-pkijs.js';
import { readPem } from '../certificates/read-pem.js';
import { ecdsaToDer } from '../signers/ecdsa-signature.js';
import { checkRemoteKey, normalized, type RemoteKey } from '../signers/remote-signer.js';
import type { SignatureAlgorithm } from '../signers/signature-algorithm.js';
import type { SignOptions } from '../signers/signer.js';
import { type SubjectAttributes, subjectName } from './subject-name.js';

/** A remote key without a certificate. */
export interface RemoteRequestKey extends Omit<RemoteKey, 'certificate'> {
  /** The public key: SubjectPublicKeyInfo, DER, or PEM with BEGIN PUBLIC KEY. On P-256, or RSA of 2048 bits. */
  readonly publicKey: Uint8Array | string;
}

const ecdsa: SignatureAlgorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const rsa: SignatureAlgorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
const oids = { ECDSA: '1.2.840.10045.4.3.2', 'RSASSA-PKCS1-v1_5': '1.2.840.113549.1.1.11' };

/**
 * A certificate request (CSR) for a remote key, which signs it: PKCS#10, DER. Otherwise like
 * `createCertificateRequest`. Pass the issued certificate to `remoteSigner` with the same `sign`.
 *
 * @throws InvalidInputError `INVALID_SUBJECT`, `INVALID_KEY`, `UNSUPPORTED_KEY`
 * @throws SignatureError `INVALID_SIGNATURE`, `KEY_MISMATCH`
 * @example
 * ```ts
 * import { remoteCertificateRequest, type SubjectAttributes } from '@ksef/signing';
 *
 * declare const subject: SubjectAttributes; // `enrollmentData` of `@ksef/certificates`
 * declare const publicKey: string; // PEM, from the HSM
 * declare function signInHsm(bytes: Uint8Array): Promise<Uint8Array>;
 *
 * const csr = await remoteCertificateRequest(subject, { publicKey, sign: signInHsm });
 * ```
 */
export async function remoteCertificateRequest(
  subject: SubjectAttributes,
  key: RemoteRequestKey,
  options: SignOptions = {},
): Promise<Uint8Array> {
  checkRemoteKey(key, 'publicKey');
  checkOptions<SignOptions>(options, { signal: isSignal });
  options.signal?.throwIfAborted();
  const { pkijs, engine } = await loadPkijs();
  const { BitString, Null } = await import('../certificates/asn1js.js');
  const subjectOfRequest = await subjectName(subject);
  const { publicKey, algorithm } = await importPublic(key.publicKey);
  const request = new pkijs.CertificationRequest({ version: 0, subject: subjectOfRequest, attributes: [] });
  await request.subjectPublicKeyInfo.importKey(publicKey, engine);
  request.signatureAlgorithm = new pkijs.AlgorithmIdentifier({
    algorithmId: oids[algorithm.name as keyof typeof oids],
    ...(algorithm.name === 'ECDSA' ? {} : { algorithmParams: new Null() }),
  });
  const [signed] = request.toSchema(true).valueBlock.value;
  request.tbsView = new Uint8Array(signed?.toBER() ?? []);
  const signature = await signElsewhere(key, request.tbsView, { publicKey, algorithm, ...options });
  const written = algorithm.name === 'ECDSA' ? await ecdsaToDer(signature, 'P-256') : signature;
  request.signatureValue = new BitString({ valueHex: Uint8Array.from(written).buffer });
  return new Uint8Array(request.toSchema().toBER());
}

async function signElsewhere(
  key: RemoteRequestKey,
  bytes: Uint8Array,
  how: SignOptions & { readonly publicKey: ImportedKey; readonly algorithm: SignatureAlgorithm },
): Promise<Uint8Array> {
  const { publicKey, algorithm, signal } = how;
  const content = bytes as Uint8Array<ArrayBuffer>;
  const input =
    key.takes === 'digest' ? new Uint8Array(await crypto.subtle.digest('SHA-256', content)) : bytes;
  const signature = await normalized(await key.sign(input, { algorithm, signal }), algorithm);
  if (await crypto.subtle.verify(algorithm, publicKey, signature as Uint8Array<ArrayBuffer>, content))
    return signature;
  throw new SignatureError(
    `The signature that came back does not verify by the public key: another key signed, or not what it was given (${key.takes ?? 'bytes'}, ${algorithm.name} with SHA-256).`,
    { code: 'KEY_MISMATCH' },
  );
}

type ImportedKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

async function importPublic(given: Uint8Array | string) {
  const spki = isBytes(given) ? (given as Uint8Array<ArrayBuffer>) : fromPem(given);
  for (const algorithm of [ecdsa, rsa]) {
    const publicKey = await crypto.subtle
      .importKey('spki', spki, algorithm, true, ['verify'])
      .catch(() => undefined);
    if (publicKey === undefined) continue;
    const { modulusLength = 2048 } = publicKey.algorithm as { readonly modulusLength?: number };
    if (modulusLength === 2048) return { publicKey, algorithm };
  }
  throw new InvalidInputError(
    'KSeF certifies keys on P-256 and RSA keys of 2048 bits; publicKey is neither (SubjectPublicKeyInfo, DER or PEM).',
    { code: 'UNSUPPORTED_KEY', input: 'publicKey' },
  );
}

function fromPem(text: unknown): Uint8Array<ArrayBuffer> {
  const block =
    typeof text === 'string' ? readPem(text).find(({ label }) => label === 'PUBLIC KEY') : undefined;
  if (block?.der !== undefined) return block.der;
  throw new InvalidInputError('publicKey must be DER bytes, or PEM with BEGIN PUBLIC KEY.', {
    code: 'INVALID_KEY',
    input: 'publicKey',
  });
}
