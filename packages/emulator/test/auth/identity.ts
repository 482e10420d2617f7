import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { makeCertificate } from '../../src/x509/make-certificate.js';

/** A key with its certificate, as a test signs with. */
export interface Identity {
  readonly privateKey: KeyObject;
  /** DER */
  readonly certificate: Buffer;
}

type Attribute = readonly [oid: string, value: string];
const country: Attribute = ['2.5.4.6', 'PL'];

export const subjects = {
  /** `serialNumber` with its prefix, e.g. `TINPL-5265877635`. */
  person: (serialNumber?: string): Attribute[] => [
    ['2.5.4.42', 'Jan'],
    ['2.5.4.4', 'Kowalski'],
    ...(serialNumber === undefined ? [] : [['2.5.4.5', serialNumber] as const]),
    ['2.5.4.3', 'Jan Kowalski'],
    country,
  ],
  seal: (organizationIdentifier: string): Attribute[] => [
    ['2.5.4.10', 'Firma Żółw sp. z o.o.'],
    ['2.5.4.97', organizationIdentifier],
    ['2.5.4.3', 'Firma Żółw'],
    country,
  ],
};

const rsaKeys = new Map<number, KeyObject>();

export const keys = {
  p256: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
  p384: () => generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey,
  p521: () => generateKeyPairSync('ec', { namedCurve: 'P-521' }).privateKey,
  /** One of each size: they take long to make. */
  rsa(modulusLength = 2048): KeyObject {
    const key = rsaKeys.get(modulusLength) ?? generateKeyPairSync('rsa', { modulusLength }).privateKey;
    rsaKeys.set(modulusLength, key);
    return key;
  },
};

/** A self-signed certificate, or one of `issuer`. */
export function identity(
  subject: readonly Attribute[],
  {
    privateKey = keys.p256(),
    now = Date.now(),
    validFrom = now - 3_600_000,
    validTo = now + 365 * 86_400_000,
    issuer,
  }: {
    privateKey?: KeyObject;
    now?: number;
    validFrom?: number;
    validTo?: number;
    issuer?: Identity;
  } = {},
): Identity {
  const certificate = makeCertificate(
    {
      subject,
      publicKey: createPublicKey(privateKey),
      serialNumber: `0a${now.toString(16)}`,
      validFrom,
      validTo,
    },
    issuer ?? { privateKey },
  );
  return { privateKey, certificate };
}
