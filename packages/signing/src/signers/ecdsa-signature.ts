import { SignatureError } from '@ksef/core';
import { ecdsaDerToRaw, ecdsaRawToDer } from '@ksef/core/internal';
import type { CurveName } from './algorithm-names.js';

/** Bytes of r, and of s, on a curve. */
export const integerSizes: Readonly<Record<CurveName, number>> = { 'P-256': 32, 'P-384': 48, 'P-521': 66 };

/**
 * An ECDSA signature as r and s side by side (IEEE P1363), each of the curve's size, from DER (RFC 3279).
 *
 * @throws SignatureError `INVALID_SIGNATURE`
 * @example
 * ```ts
 * import { ecdsaFromDer, ecdsaToDer } from '@ksef/signing';
 *
 * declare const der: Uint8Array; // of a KMS or HSM
 *
 * const sideBySide = await ecdsaFromDer(der, 'P-256'); // 64 bytes
 * const again = await ecdsaToDer(sideBySide, 'P-256');
 * ```
 */
export async function ecdsaFromDer(der: Uint8Array, curve: CurveName): Promise<Uint8Array<ArrayBuffer>> {
  const size = integerSizes[curve];
  const raw = ecdsaDerToRaw(der, size);
  // Neither r nor s is ever zero.
  const isZero = (bytes: Uint8Array) => bytes.every((byte) => byte === 0);
  if (raw === undefined || isZero(raw.subarray(0, size)) || isZero(raw.subarray(size)))
    throw invalid(der.length, curve);
  return raw;
}

/**
 * An ECDSA signature as DER (RFC 3279), from r and s side by side.
 *
 * @throws SignatureError `INVALID_SIGNATURE`
 * @example
 * ```ts
 * import { ecdsaFromDer, ecdsaToDer } from '@ksef/signing';
 *
 * declare const der: Uint8Array; // of a KMS or HSM
 *
 * const sideBySide = await ecdsaFromDer(der, 'P-256'); // 64 bytes
 * const again = await ecdsaToDer(sideBySide, 'P-256');
 * ```
 */
export async function ecdsaToDer(signature: Uint8Array, curve: CurveName): Promise<Uint8Array<ArrayBuffer>> {
  if (signature.length !== 2 * integerSizes[curve]) throw invalid(signature.length, curve);
  return ecdsaRawToDer(signature);
}

function invalid(length: number, curve: CurveName): SignatureError {
  const size = 2 * integerSizes[curve];
  return new SignatureError(
    `These ${length} bytes are not an ECDSA signature on ${curve}. Give DER, or ${size} bytes of r and s.`,
    { code: 'INVALID_SIGNATURE' },
  );
}
