import { InvalidInputError } from '@ksef/core';
import type { CurveName, HashName } from '../signers/algorithm-names.js';
import { hashLengths, type SignatureAlgorithm } from '../signers/signature-algorithm.js';

// Source: XML Signature 1.1, RFC 6931, ETSI EN 319 132-1.
export const dsNamespace = 'http://www.w3.org/2000/09/xmldsig#';
export const xadesNamespace = 'http://uri.etsi.org/01903/v1.3.2#';
export const signedPropertiesType = 'http://uri.etsi.org/01903#SignedProperties';
export const envelopedSignature = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
export const exclusiveC14n = 'http://www.w3.org/2001/10/xml-exc-c14n#';

export const digestUris: Readonly<Record<HashName, string>> = {
  'SHA-256': 'http://www.w3.org/2001/04/xmlenc#sha256',
  'SHA-384': 'http://www.w3.org/2001/04/xmldsig-more#sha384',
  'SHA-512': 'http://www.w3.org/2001/04/xmlenc#sha512',
};

const signatureUris: Readonly<Record<string, (hash: string) => string>> = {
  ECDSA: (hash) => `http://www.w3.org/2001/04/xmldsig-more#ecdsa-${hash}`,
  'RSASSA-PKCS1-v1_5': (hash) => `http://www.w3.org/2001/04/xmldsig-more#rsa-${hash}`,
  'RSA-PSS': (hash) => `http://www.w3.org/2007/05/xmldsig-more#${hash}-rsa-MGF1`,
};

/** The URI of `SignatureMethod`. */
export function signatureUri({ name, hash }: SignatureAlgorithm): string {
  const uri = Object.hasOwn(hashLengths, hash) ? signatureUris[name] : undefined;
  if (uri) return uri(hash.toLowerCase().replace('-', ''));
  throw new InvalidInputError(`A signer must not sign by ${name} with ${hash}.`, {
    code: 'UNSUPPORTED_ALGORITHM',
    input: 'algorithm',
  });
}

const hashNames = Object.keys(hashLengths) as HashName[];

/** The hash of a `DigestMethod`, if supported. */
export function hashOfUri(uri: string): HashName | undefined {
  return hashNames.find((hash) => digestUris[hash] === uri);
}

/** The algorithm of a `SignatureMethod`, if supported; the curve comes from the certificate. */
export function algorithmOfUri(
  uri: string,
  namedCurve: CurveName | undefined,
): SignatureAlgorithm | undefined {
  for (const hash of hashNames) {
    const candidates: SignatureAlgorithm[] = namedCurve
      ? [{ name: 'ECDSA', namedCurve, hash }]
      : [
          { name: 'RSASSA-PKCS1-v1_5', hash },
          { name: 'RSA-PSS', hash, saltLength: hashLengths[hash] },
        ];
    const found = candidates.find((candidate) => signatureUri(candidate) === uri);
    if (found) return found;
  }
  return undefined;
}
