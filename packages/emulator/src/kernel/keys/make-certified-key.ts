import { createPrivateKey, createPublicKey, generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { KeyUsageFlags } from '@peculiar/asn1-x509';
import { makeCertificate } from '../../x509/index.js';
import type { CertifiedKey, KeyPurpose } from './certified-key.js';

const yearMs = 365 * 86_400_000;
const pairs = promisify(generateKeyPair);

const subjects: Readonly<Record<KeyPurpose, string>> = {
  KsefTokenEncryption: 'Ministerstwo Finansów (emulator)',
  SymmetricKeyEncryption: 'Ministerstwo Finansów (emulator)',
  receipts: 'KSeF (emulator)',
  authority: 'Certyfikaty KSeF (emulator)',
};

/** When certificates begin to hold, as the clock may be set back: milliseconds since 1970. */
export function longAgo(now: number): number {
  return now - 2 * yearMs;
}

/** Makes a key, beside the main thread, or takes the one given, and certifies it from `validFrom` on. */
export async function makeCertifiedKey(
  purpose: KeyPurpose,
  validFrom: number,
  privateKeyPem?: string,
): Promise<CertifiedKey> {
  const isAuthority = purpose === 'authority';
  const privateKey =
    privateKeyPem !== undefined
      ? createPrivateKey(privateKeyPem)
      : isAuthority
        ? (await pairs('ec', { namedCurve: 'P-256' })).privateKey
        : (await pairs('rsa', { modulusLength: 2048 })).privateKey;
  const certificate = makeCertificate(
    {
      subject: [
        ['2.5.4.3', subjects[purpose]],
        ['2.5.4.6', 'PL'],
      ],
      publicKey: createPublicKey(privateKey),
      serialNumber: `01${randomBytes(8).toString('hex')}`,
      validFrom,
      validTo: validFrom + (isAuthority || purpose === 'receipts' ? 20 : 4) * yearMs,
      ...(isAuthority ? { isAuthority, keyUsage: KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign } : {}),
    },
    { privateKey },
  );
  return {
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: certificate.toString('base64'),
  };
}
