import { SignatureError } from '@ksef/core';
import type { CurveName } from './signature-algorithm.js';

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
  const { fromBER, Integer, Sequence } = await import('../certificates/asn1js.js');
  const { result, offset } = fromBER(der as Uint8Array<ArrayBuffer>);
  const parts = result instanceof Sequence ? result.valueBlock.value : [];
  const size = integerSizes[curve];
  const signature = new Uint8Array(2 * size);
  if (offset !== der.length || parts.length !== 2) throw invalid(der.length, curve);
  for (const [index, part] of parts.entries()) {
    const bytes = part instanceof Integer ? part.valueBlock.valueHexView : new Uint8Array();
    const first = bytes.findIndex((byte) => byte !== 0);
    const significant = first < 0 ? new Uint8Array() : bytes.subarray(first);
    const isNegative = ((bytes[0] ?? 0) & 0x80) !== 0;
    if (significant.length === 0 || significant.length > size || isNegative) throw invalid(der.length, curve);
    signature.set(significant, (index + 1) * size - significant.length);
  }
  return signature;
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
  const { Integer, Sequence } = await import('../certificates/asn1js.js');
  const size = integerSizes[curve];
  if (signature.length !== 2 * size) throw invalid(signature.length, curve);
  const value = [signature.subarray(0, size), signature.subarray(size)].map((bytes) => {
    const first = bytes.findIndex((byte) => byte !== 0);
    const significant = bytes.subarray(first < 0 ? size - 1 : first);
    // A zero in front keeps the number positive.
    const isHigh = ((significant[0] ?? 0) & 0x80) !== 0;
    return new Integer({ valueHex: Uint8Array.from(isHigh ? [0, ...significant] : significant).buffer });
  });
  return new Uint8Array(new Sequence({ value }).toBER());
}

function invalid(length: number, curve: CurveName): SignatureError {
  const size = 2 * integerSizes[curve];
  return new SignatureError(
    `${length} bytes came that are no ECDSA signature on ${curve}: DER, or ${size} bytes of r and s, are one.`,
    { code: 'INVALID_SIGNATURE' },
  );
}
