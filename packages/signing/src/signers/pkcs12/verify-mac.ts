import type { BaseBlock } from 'asn1js';
import type { Asn1Reader } from './asn1.js';
import { hmacHashes, readPbkdf2, unsupported } from './decrypt.js';
import { pbkdf2Key, pkcs12Key, purposes, type Rounds } from './derive-key.js';

// RFC 9579: the passphrase is encoded as UTF-8, and PBKDF2 derives the key.
const pbmac1 = '1.2.840.113549.1.5.14';
const hashes: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
  '2.16.840.1.101.3.4.2.4': 'sha224',
};

/** Whether the MAC of a file was made with this passphrase, over this content. */
export async function isMacRight(
  asn1: Asn1Reader,
  mac: BaseBlock,
  content: Uint8Array,
  passphrase: string | undefined,
  rounds: Rounds,
): Promise<boolean> {
  const { createHmac, timingSafeEqual } = await import('node:crypto');
  const [digestInfo, salt, count] = asn1.children(mac);
  const [algorithm, value] = asn1.children(digestInfo);
  const [name, parameters] = asn1.children(algorithm);
  const oid = asn1.oid(name);
  let hash: string;
  let key: Uint8Array;
  if (oid === pbmac1) {
    const [derivation, scheme] = asn1.children(parameters);
    const hmac = asn1.oid(asn1.children(scheme)[0]);
    hash = hmacHashes[hmac] ?? unsupported(hmac);
    key = await pbkdf2Key(passphrase ?? '', readPbkdf2(asn1, derivation, 32), rounds);
  } else {
    hash = hashes[oid] ?? unsupported(oid);
    const length = createHmac(hash, '').digest().length;
    const iterations = count === undefined ? 1 : asn1.number(count);
    key = await pkcs12Key(
      passphrase,
      { salt: asn1.octets(salt), iterations, length, hash, purpose: purposes.mac },
      rounds,
    );
  }
  const expected = createHmac(hash, key).update(content).digest();
  const found = asn1.octets(value);
  return found.length === expected.length && timingSafeEqual(found, expected);
}
