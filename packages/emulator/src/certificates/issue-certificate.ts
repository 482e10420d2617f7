import { createPrivateKey, type KeyObject, randomBytes } from 'node:crypto';
import { KeyUsageFlags } from '@peculiar/asn1-x509';
import type { CertifiedKey } from '../kernel/index.js';
import { makeCertificate } from '../x509/index.js';
import type { CertificateType } from './records.js';

const keyUsage = {
  Authentication: KeyUsageFlags.digitalSignature,
  Offline: KeyUsageFlags.nonRepudiation,
} as const;

/** Issues a KSeF certificate from the emulator's own authority. */
export function issueCertificate(
  authority: CertifiedKey,
  request: {
    readonly subject: readonly (readonly [oid: string, value: string])[];
    readonly publicKey: KeyObject;
    readonly type: CertificateType;
    readonly validFrom: number;
    readonly validTo: number;
  },
): { serialNumber: string; certificate: Buffer } {
  const serialNumber = newSerialNumber();
  const certificate = makeCertificate(
    { ...request, serialNumber, keyUsage: keyUsage[request.type] },
    {
      privateKey: createPrivateKey(authority.privateKeyPem),
      certificate: Buffer.from(authority.certificate, 'base64'),
    },
  );
  return { serialNumber, certificate };
}

/** Sixteen digits, as KSeF's have; the first byte is neither zero nor negative, so that DER keeps all eight. */
function newSerialNumber(): string {
  return `01${randomBytes(7).toString('hex')}`.toUpperCase();
}
