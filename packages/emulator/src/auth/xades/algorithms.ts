import { constants, type KeyObject, verify } from 'node:crypto';
import { unsupportedAlgorithm } from './refusals.js';

// Source: the lists in auth/podpis-xades.md of the official guide, without SHA-1, which is refused outside TEST.
const digests: Readonly<Record<string, string>> = {
  'http://www.w3.org/2001/04/xmlenc#sha256': 'sha256',
  'http://www.w3.org/2001/04/xmldsig-more#sha384': 'sha384',
  'http://www.w3.org/2001/04/xmlenc#sha512': 'sha512',
  'http://www.w3.org/2007/05/xmldsig-more#sha3-256': 'sha3-256',
  'http://www.w3.org/2007/05/xmldsig-more#sha3-384': 'sha3-384',
  'http://www.w3.org/2007/05/xmldsig-more#sha3-512': 'sha3-512',
};

interface SignatureAlgorithm {
  readonly key: 'rsa' | 'rsa-pss' | 'ec';
  readonly hash: string;
}

const signatures: Readonly<Record<string, SignatureAlgorithm>> = Object.fromEntries([
  ...['256', '384', '512'].flatMap((size): [string, SignatureAlgorithm][] => [
    [`http://www.w3.org/2001/04/xmldsig-more#rsa-sha${size}`, { key: 'rsa', hash: `sha${size}` }],
    [`http://www.w3.org/2007/05/xmldsig-more#sha${size}-rsa-MGF1`, { key: 'rsa-pss', hash: `sha${size}` }],
    [
      `http://www.w3.org/2007/05/xmldsig-more#sha3-${size}-rsa-MGF1`,
      { key: 'rsa-pss', hash: `sha3-${size}` },
    ],
    [`http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha${size}`, { key: 'ec', hash: `sha${size}` }],
    [`http://www.w3.org/2021/04/xmldsig-more#ecdsa-sha3-${size}`, { key: 'ec', hash: `sha3-${size}` }],
  ]),
]);

const curveBits: Readonly<Record<string, number>> = { prime256v1: 256, secp384r1: 384, secp521r1: 521 };

/** The hash that a DigestMethod stands for. @throws Problem 9105 */
export function digestOf(algorithm: string | null): string {
  const hash = digests[algorithm ?? ''];
  if (hash === undefined) throw unsupportedAlgorithm(`DigestMethod: ${algorithm}`);
  return hash;
}

/** Whether the value signs these bytes; ECDSA values are r||s. @throws Problem 9105 for a weak or unfit key or algorithm */
export function signatureHolds(
  algorithm: string | null,
  bytes: Uint8Array,
  value: Uint8Array,
  key: KeyObject,
): boolean {
  const known = signatures[algorithm ?? ''];
  if (known === undefined) throw unsupportedAlgorithm(`SignatureMethod: ${algorithm}`);
  const { modulusLength = 0, namedCurve = '' } = key.asymmetricKeyDetails ?? {};
  const holds = (options: object) => {
    try {
      return verify(known.hash, bytes, { key, ...options }, value);
    } catch {
      // OpenSSL throws where a key allows other parameters only.
      return false;
    }
  };
  if (known.key === 'ec') {
    if (key.asymmetricKeyType !== 'ec' || curveBits[namedCurve] === undefined) {
      throw unsupportedAlgorithm('Klucz certyfikatu nie jest kluczem EC P-256, P-384 ani P-521.');
    }
    return holds({ dsaEncoding: 'ieee-p1363' });
  }
  const isRsa = key.asymmetricKeyType === 'rsa' || key.asymmetricKeyType === known.key;
  if (!isRsa || modulusLength < 2048) {
    throw unsupportedAlgorithm('Klucz certyfikatu nie jest kluczem RSA o długości co najmniej 2048 bitów.');
  }
  if (known.key === 'rsa') return holds({});
  return holds({
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
  });
}
