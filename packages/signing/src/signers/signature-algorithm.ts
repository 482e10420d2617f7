import { InvalidInputError } from '@ksef/core';
import { quoted } from '@ksef/core/internal';
import type { CertificateInfo } from '../certificates/read-certificate.js';
import type { CurveName, HashName } from './algorithm-names.js';

/** How a signer signs. */
export type SignatureAlgorithm =
  | { readonly name: 'ECDSA'; readonly namedCurve: CurveName; readonly hash: HashName }
  | { readonly name: 'RSASSA-PKCS1-v1_5'; readonly hash: HashName }
  | { readonly name: 'RSA-PSS'; readonly hash: HashName /** In bytes. */; readonly saltLength: number };

/** How an RSA key signs. For a key on a curve there is nothing to choose. */
export interface AlgorithmOptions {
  /** Padding of RSA signatures. Default `pkcs1` for logins; KOD II links need `pss`. */
  readonly rsaPadding?: 'pkcs1' | 'pss' | undefined;
  /** Hash of RSA signatures. Default `SHA-256`. */
  readonly hash?: HashName | undefined;
}

/** Length of a hash in bytes; PSS salts have the same length, RFC 8017 section 9.1. */
export const hashLengths: Readonly<Record<HashName, number>> = {
  'SHA-256': 32,
  'SHA-384': 48,
  'SHA-512': 64,
};

const hashOfCurve: Readonly<Record<CurveName, HashName>> = {
  'P-256': 'SHA-256',
  'P-384': 'SHA-384',
  'P-521': 'SHA-512',
};

/**
 * The signature algorithm of a certificate's key.
 *
 * @throws InvalidInputError `UNSUPPORTED_ALGORITHM`
 */
export function algorithmFor(
  { publicKey }: CertificateInfo,
  options: AlgorithmOptions = {},
): SignatureAlgorithm {
  const { rsaPadding = 'pkcs1', hash } = options;
  if (hash !== undefined && !Object.hasOwn(hashLengths, hash)) {
    throw unsupported(`Unknown hash ${quoted(hash)}. Use SHA-256, SHA-384 or SHA-512.`);
  }
  if (publicKey.type === 'EC') {
    const { namedCurve } = publicKey;
    const fitting = hashOfCurve[namedCurve];
    if (hash === undefined || hash === fitting) return { name: 'ECDSA', namedCurve, hash: fitting };
    throw unsupported(`A key on ${namedCurve} signs with ${fitting}, not with ${hash}. Leave the hash out.`);
  }
  const chosen = hash ?? 'SHA-256';
  if (rsaPadding === 'pkcs1') return { name: 'RSASSA-PKCS1-v1_5', hash: chosen };
  if (rsaPadding === 'pss') return { name: 'RSA-PSS', hash: chosen, saltLength: hashLengths[chosen] };
  throw unsupported(`Unknown RSA padding ${quoted(rsaPadding)}. Use pkcs1 or pss.`);
}

function unsupported(message: string): InvalidInputError {
  return new InvalidInputError(message, { code: 'UNSUPPORTED_ALGORITHM', input: 'algorithm' });
}
