/**
 * One element of ASN.1 DER. No library: the links must stay below 4 kB, and the smallest library is many times larger.
 * See docs/decisions/0017-der-by-hand-in-qr.md.
 */
export interface DerElement {
  readonly tag: number;
  readonly content: Uint8Array;
  /** Tag, length and content. */
  readonly bytes: Uint8Array;
}

/** The element at the beginning of these bytes. @throws RangeError */
export function derElement(bytes: Uint8Array): DerElement {
  const [tag, first] = bytes;
  let length = first ?? 0;
  let start = 2;
  // Longer than 127 bytes: the number of bytes that hold the length. Two suffice for 64 kB.
  if (length > 0x80) {
    start += length - 0x80;
    length = 0;
    for (const byte of bytes.subarray(2, start)) length = length * 256 + byte;
  }
  const end = start + length;
  if (tag === undefined || first === 0x80 || start > 4 || end > bytes.length) {
    throw new RangeError('These bytes are not ASN.1 in DER.');
  }
  return { tag, content: bytes.subarray(start, end), bytes: bytes.subarray(0, end) };
}

/** The child elements of an element. @throws RangeError */
export function derChildren({ content }: DerElement): readonly DerElement[] {
  const children: DerElement[] = [];
  for (let rest = content; rest.length > 0; ) {
    const child = derElement(rest);
    children.push(child);
    rest = rest.subarray(child.bytes.length);
  }
  return children;
}
