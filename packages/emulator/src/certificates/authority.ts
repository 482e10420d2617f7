import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  X509Certificate,
} from 'node:crypto';
import { KeyUsageFlags } from '@peculiar/asn1-x509';
import type { Kernel } from '../kernel.js';
import { makeCertificate } from './make-certificate.js';
import type { CertificateType } from './records.js';

interface AuthorityRecord {
  readonly certificateId: 'authority';
  readonly privateKeyPem: string;
  /** DER in Base64. */
  readonly certificate: string;
}

const dayMs = 86_400_000;
const keyUsage = {
  Authentication: KeyUsageFlags.digitalSignature,
  Offline: KeyUsageFlags.nonRepudiation,
} as const;

/** Issues a KSeF certificate from the emulator's own authority. */
export function issueCertificate(
  kernel: Kernel,
  request: {
    readonly subject: readonly (readonly [oid: string, value: string])[];
    readonly publicKey: KeyObject;
    readonly type: CertificateType;
    readonly validFrom: number;
    readonly validTo: number;
  },
): { serialNumber: string; certificate: Buffer } {
  const authority = authorityOf(kernel);
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

/** The authority's own certificate, DER. */
export function authorityCertificate(kernel: Kernel): Buffer {
  return Buffer.from(authorityOf(kernel).certificate, 'base64');
}

/** Whether the authority signed this certificate. */
export function isOfAuthority(kernel: Kernel, certificate: X509Certificate): boolean {
  return certificate.verify(new X509Certificate(authorityCertificate(kernel)).publicKey);
}

/** Sixteen digits, as KSeF's have; the first byte is neither zero nor negative, so that DER keeps all eight. */
function newSerialNumber(): string {
  return `01${randomBytes(7).toString('hex')}`.toUpperCase();
}

function authorityOf(kernel: Kernel): AuthorityRecord {
  const records = kernel.collection<AuthorityRecord>('authority');
  const known = records.get('authority');
  if (known !== undefined) return known;
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const now = kernel.now();
  const certificate = makeCertificate(
    {
      subject: [
        ['2.5.4.3', 'Certyfikaty KSeF (emulator)'],
        ['2.5.4.10', 'KSeF emulator'],
        ['2.5.4.6', 'PL'],
      ],
      publicKey: createPublicKey(privateKey),
      serialNumber: newSerialNumber(),
      validFrom: now - dayMs,
      validTo: now + 20 * 365 * dayMs,
      keyUsage: KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign,
      isAuthority: true,
    },
    { privateKey },
  );
  const record: AuthorityRecord = {
    certificateId: 'authority',
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: certificate.toString('base64'),
  };
  records.set('authority', record);
  return record;
}
