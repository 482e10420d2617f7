import type { BaseBlock } from 'asn1js';
import type { Asn1Reader } from './asn1.js';
import { decrypt, type Protection } from './decrypt.js';

/** The contents found in a file. */
export interface SafeBags {
  readonly keys: StoredPrivateKey[];
  /** DER. */
  readonly certificates: Uint8Array[];
}

/** A private key with the name that programs show for it. */
export interface StoredPrivateKey {
  /** PKCS#8, DER. */
  readonly pkcs8: Uint8Array;
  readonly friendlyName: string | undefined;
}

const keyBag = '1.2.840.113549.1.12.10.1.1';
const shroudedKeyBag = '1.2.840.113549.1.12.10.1.2';
const certificateBag = '1.2.840.113549.1.12.10.1.3';
const safeContentsBag = '1.2.840.113549.1.12.10.1.6';
const x509Certificate = '1.2.840.113549.1.9.22.1';
const friendlyNameAttribute = '1.2.840.113549.1.9.20';
const mostBags = 100;
const deepest = 4;

/** Adds the keys and certificates of one safe to `found`; other bags are skipped. */
export async function readBags(
  asn1: Asn1Reader,
  safe: Uint8Array,
  protection: Protection,
  found: SafeBags,
  depth = 0,
): Promise<void> {
  const bags = asn1.children(asn1.parse(safe));
  if (depth > deepest || bags.length + found.keys.length + found.certificates.length > mostBags)
    throw new TypeError('There are too many bags.');
  for (const bag of bags) {
    const [name, tagged, attributes] = asn1.children(bag);
    const [value] = asn1.children(tagged);
    const type = asn1.oid(name);
    if (value === undefined) throw new TypeError('A bag is empty.');
    if (type === keyBag) {
      const pkcs8 = new Uint8Array(value.valueBeforeDecodeView);
      found.keys.push({ pkcs8, friendlyName: friendlyName(asn1, attributes) });
    } else if (type === shroudedKeyBag) {
      const [algorithm, cipherText] = asn1.children(value);
      const pkcs8 = await decrypt(asn1, algorithm, asn1.octets(cipherText), protection);
      asn1.children(asn1.parse(pkcs8));
      found.keys.push({ pkcs8, friendlyName: friendlyName(asn1, attributes) });
    } else if (type === certificateBag) {
      const [kind, certificate] = asn1.children(value);
      if (asn1.oid(kind) === x509Certificate)
        found.certificates.push(asn1.octets(asn1.children(certificate)[0]));
    } else if (type === safeContentsBag) {
      await readBags(asn1, new Uint8Array(value.valueBeforeDecodeView), protection, found, depth + 1);
    }
  }
}

function friendlyName(asn1: Asn1Reader, attributes: BaseBlock | undefined): string | undefined {
  if (attributes === undefined) return undefined;
  for (const attribute of asn1.children(attributes)) {
    const [name, values] = asn1.children(attribute);
    if (asn1.oid(name) !== friendlyNameAttribute) continue;
    const text = (asn1.children(values)[0]?.valueBlock as { value?: unknown } | undefined)?.value;
    return typeof text === 'string' ? text : undefined;
  }
  return undefined;
}
