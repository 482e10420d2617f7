import { SignatureError } from '@ksef/core';
import { anything, callback, checkOptions, isBytes, oneOf, required, shortened } from '@ksef/core/internal';
import type { CertificateInput } from '../certificates/read-certificates.js';
import { ecdsaFromDer, integerSizes } from './ecdsa-signature.js';
import { makeSigner } from './make-signer.js';
import type { SignatureAlgorithm } from './signature-algorithm.js';
import { signatureVerifier } from './signature-verifier.js';
import type { Signer } from './signer.js';
import type { SignerOptions } from './signer-options.js';

/** A remote key: in a KMS, an HSM, on a smart card, or at a signing service. */
export interface RemoteKey {
  readonly certificate: CertificateInput;
  /** The input of `sign`: the bytes themselves (default), or their digest by `algorithm.hash`. */
  readonly takes?: 'bytes' | 'digest' | undefined;
  /** Signs the input. ECDSA signatures may be DER or r and s side by side. */
  sign(
    input: Uint8Array,
    options: { readonly algorithm: SignatureAlgorithm; readonly signal: AbortSignal | undefined },
  ): Promise<Uint8Array>;
}

/**
 * A signer with a remote key. Every returned signature is verified with the certificate before it is used, so a wrong
 * key is detected here and not by KSeF.
 *
 * @throws InvalidInputError `INVALID_CERTIFICATE`, `CERTIFICATE_EXPIRED`, `CERTIFICATE_NOT_YET_VALID`, `WEAK_KEY`,
 * `UNSUPPORTED_CURVE`, `UNSUPPORTED_KEY`, `UNSUPPORTED_ALGORITHM`
 * @throws SignatureError from its `sign`: `INVALID_SIGNATURE`, `KEY_MISMATCH`
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { remoteSigner } from '@ksef/signing';
 *
 * const signer = await remoteSigner({
 *   certificate: await readFile('certificate.pem'),
 *   takes: 'digest',
 *   async sign(digest, { signal }) {
 *     const response = await fetch('https://hsm.example/sign', { method: 'POST', body: new Uint8Array(digest), signal: signal ?? null });
 *     return new Uint8Array(await response.arrayBuffer());
 *   },
 * });
 * ```
 */
export async function remoteSigner(key: RemoteKey, options: SignerOptions = {}): Promise<Signer> {
  checkRemoteKey(key, 'certificate');
  return makeSigner(key.certificate, options, async (info, algorithm) => {
    const verify = await signatureVerifier(info, algorithm);
    return async (bytes, { signal } = {}) => {
      const input =
        key.takes === 'digest'
          ? new Uint8Array(await crypto.subtle.digest(algorithm.hash, bytes as Uint8Array<ArrayBuffer>))
          : bytes;
      const signature = await normalized(await key.sign(input, { algorithm, signal }), algorithm);
      if (await verify(bytes, signature)) return signature;
      throw new SignatureError(
        `The signature that came back does not verify by the certificate ${shortened(info.subject, 200)}: another key signed, or not what it was given (${key.takes ?? 'bytes'}, ${algorithm.name} with ${algorithm.hash}).`,
        { code: 'KEY_MISMATCH' },
      );
    };
  });
}

/**
 * Rejects a remote key with missing members. An instance of a class may have more members than required. @throws
 * InvalidInputError `INVALID_OPTION`
 */
export function checkRemoteKey(key: unknown, own: 'certificate' | 'publicKey'): void {
  const checks = { [own]: anything, sign: required(callback), takes: oneOf('bytes', 'digest') };
  const isPlain = Object.getPrototypeOf(key ?? 0) === Object.prototype;
  const { sign, takes } = (key ?? {}) as RemoteKey;
  checkOptions<Record<string, unknown>>(
    isPlain ? key : typeof key === 'object' ? { sign, takes } : key,
    checks,
  );
}

/** r and s side by side for ECDSA, whatever the input format. */
export async function normalized(signature: unknown, algorithm: SignatureAlgorithm): Promise<Uint8Array> {
  if (!isBytes(signature)) {
    throw new SignatureError('The remote key must give a signature as bytes (Uint8Array).', {
      code: 'INVALID_SIGNATURE',
    });
  }
  if (algorithm.name !== 'ECDSA') return signature;
  const { namedCurve } = algorithm;
  return signature.length === 2 * integerSizes[namedCurve] ? signature : ecdsaFromDer(signature, namedCurve);
}
