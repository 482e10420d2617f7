import type { BaseBlock } from 'asn1js';

type Asn1js = typeof import('../../certificates/asn1js.js');

/** Reads the parts of a PKCS#12 file. Every function throws a TypeError for an unexpected part. */
export interface Asn1Reader {
  /** One element, with nothing after it. */
  parse(bytes: Uint8Array): BaseBlock;
  /** The elements of a SEQUENCE, a SET, or an explicit tag. */
  children(block: BaseBlock | undefined): readonly BaseBlock[];
  oid(block: BaseBlock | undefined): string;
  /** Content of an OCTET STRING, also in pieces, or of an implicit tag. */
  octets(block: BaseBlock | undefined): Uint8Array<ArrayBuffer>;
  /** A number that is not negative. */
  number(block: BaseBlock | undefined): number;
  isInteger(block: BaseBlock | undefined): boolean;
}

/** Creates the reader; asn1js is loaded on use. */
export async function asn1Reader(): Promise<Asn1Reader> {
  const asn1js = await import('../../certificates/asn1js.js');
  return {
    parse: (bytes) => parse(asn1js, bytes),
    children,
    oid(block) {
      if (block instanceof asn1js.ObjectIdentifier) return block.valueBlock.toString();
      throw new TypeError('An object identifier is missing.');
    },
    octets,
    number(block) {
      const value = block instanceof asn1js.Integer ? Number(block.toBigInt()) : Number.NaN;
      if (value >= 0) return value;
      throw new TypeError('A number is missing.');
    },
    isInteger: (block) => block instanceof asn1js.Integer,
  };
}

function parse(asn1js: Asn1js, bytes: Uint8Array): BaseBlock {
  // A copy: the library reads the whole underlying buffer.
  const { result, offset } = asn1js.fromBER(Uint8Array.from(bytes).buffer);
  if (offset === bytes.length) return result;
  throw new TypeError('These bytes are not ASN.1.');
}

function children(block: BaseBlock | undefined): readonly BaseBlock[] {
  const value: unknown = (block?.valueBlock as { value?: unknown } | undefined)?.value;
  if (Array.isArray(value) && block?.idBlock.isConstructed) return value;
  throw new TypeError('A list is missing.');
}

function octets(block: BaseBlock | undefined): Uint8Array<ArrayBuffer> {
  if (block?.idBlock.isConstructed) {
    const parts = children(block).map(octets);
    const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
    let at = 0;
    for (const part of parts) {
      joined.set(part, at);
      at += part.length;
    }
    return joined;
  }
  const bytes: unknown = (block?.valueBlock as { valueHexView?: unknown } | undefined)?.valueHexView;
  if (bytes instanceof Uint8Array) return Uint8Array.from(bytes);
  throw new TypeError('Bytes are missing.');
}
