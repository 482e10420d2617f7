/**
 * An ECDSA signature as DER (RFC 3279), from r and s side by side (IEEE P1363).
 *
 * @param raw - r, then s, each of the same length
 */
export function ecdsaRawToDer(raw: Uint8Array): Uint8Array<ArrayBuffer> {
  const size = raw.length / 2;
  const content = [...derInteger(raw.subarray(0, size)), ...derInteger(raw.subarray(size))];
  const length = content.length > 0x7f ? [0x81, content.length] : [content.length];
  return Uint8Array.from([0x30, ...length, ...content]);
}

/**
 * An ECDSA signature as r and s side by side (IEEE P1363), from DER (RFC 3279); undefined if it is not DER, or does not
 * fit.
 *
 * @param size - bytes of r, and of s, on the curve: 32 for P-256, 48 for P-384, 66 for P-521
 */
export function ecdsaDerToRaw(der: Uint8Array, size: number): Uint8Array<ArrayBuffer> | undefined {
  const raw = new Uint8Array(2 * size);
  let at = der[1] === 0x81 ? 3 : 2;
  for (const end of [size, 2 * size]) {
    const start = at + 2;
    at = start + (der[at + 1] ?? 0);
    const integer = der.subarray(start, at);
    const significant = integer[0] === 0 ? integer.subarray(1) : integer;
    if (significant.length > size) return undefined;
    raw.set(significant, end - significant.length);
  }
  // DER is unique: encoding the result again must give the same bytes.
  const again = ecdsaRawToDer(raw);
  return again.length === der.length && again.every((byte, index) => byte === der[index]) ? raw : undefined;
}

/** Without leading zeros, but with one where the number would otherwise look negative. */
function derInteger(bytes: Uint8Array): number[] {
  const first = bytes.findIndex((byte) => byte !== 0);
  const significant = first < 0 ? [0] : [...bytes.subarray(first)];
  if ((significant[0] ?? 0) > 0x7f) significant.unshift(0);
  return [0x02, significant.length, ...significant];
}
