import { derChildren, derElement } from './der.js';

const coordinateBytes = 32;

/** A P-256 signature as r and s side by side (IEEE P1363), from that or from DER; undefined if it is neither. */
export function toP1363(signature: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  if (signature.length === 2 * coordinateBytes) return new Uint8Array(signature);
  const fixed = new Uint8Array(2 * coordinateBytes);
  try {
    const parts = derChildren(derElement(signature));
    for (const [index, { content }] of parts.entries()) {
      const significant = content[0] === 0 ? content.subarray(1) : content;
      fixed.set(significant, (index + 1) * coordinateBytes - significant.length);
    }
    // Only one encoding is right (DER): writing it again must give the same bytes.
    return String(toDer(fixed)) === String(signature) ? fixed : undefined;
  } catch {
    return undefined;
  }
}

/** A P-256 signature as an ASN.1 DER sequence (RFC 3279), from r and s side by side. */
export function toDer(signature: Uint8Array): Uint8Array<ArrayBuffer> {
  const integers = [signature.subarray(0, coordinateBytes), signature.subarray(coordinateBytes)].flatMap(
    integer,
  );
  return new Uint8Array([0x30, integers.length, ...integers]);
}

/** Without leading zeros, but with one where the number would otherwise look negative. */
function integer(coordinate: Uint8Array): number[] {
  const first = coordinate.findIndex((byte) => byte !== 0);
  const significant = first < 0 ? [0] : [...coordinate.subarray(first)];
  if ((significant[0] ?? 0) > 0x7f) significant.unshift(0);
  return [0x02, significant.length, ...significant];
}
