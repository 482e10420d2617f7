import type { SubjectIdentifier } from '../identifiers/index.js';
import type { Kernel } from '../kernel/index.js';
export type CertificateType = 'Authentication' | 'Offline';

/** A certificate that the emulator's own authority has issued. */
export interface CertificateRecord {
  readonly serialNumber: string;
  readonly name: string;
  readonly type: CertificateType;
  readonly commonName: string;
  readonly subjectIdentifier: SubjectIdentifier;
  /** SHA-256 of its public key: one key serves one subject. */
  readonly publicKeyHash: string;
  /** DER in Base64. */
  readonly certificate: string;
  readonly validFrom: number;
  readonly validTo: number;
  readonly requestedAt: number;
  readonly lastUsedAt: number | null;
  readonly revokedAt: number | null;
}

/** An enrolment: what it comes to shows once the processing time is over. */
export interface EnrollmentRecord {
  readonly referenceNumber: string;
  readonly subjectIdentifier: SubjectIdentifier;
  readonly requestedAt: number;
  readonly outcome: { readonly serialNumber: string } | { readonly rejected: string };
}

export function certificatesOf(kernel: Kernel) {
  return kernel.collection<CertificateRecord>('certificates');
}

export function certificateStatus(record: CertificateRecord, now: number): 'Active' | 'Revoked' | 'Expired' {
  if (record.revokedAt !== null) return 'Revoked';
  return now >= record.validTo ? 'Expired' : 'Active';
}

/** A certificate as lists show it. */
export function describeCertificate(kernel: Kernel, record: CertificateRecord) {
  return {
    certificateSerialNumber: record.serialNumber,
    name: record.name,
    type: record.type,
    commonName: record.commonName,
    status: certificateStatus(record, kernel.now()),
    subjectIdentifier: record.subjectIdentifier,
    validFrom: kernel.timestamp(record.validFrom),
    validTo: kernel.timestamp(record.validTo),
    lastUseDate: record.lastUsedAt === null ? null : kernel.timestamp(record.lastUsedAt),
    requestDate: kernel.timestamp(record.requestedAt),
  };
}
