import { X509Certificate } from 'node:crypto';
import { type CertificateRecord, certificatesOf, isOfAuthority } from '../certificates/index.js';
import type { Kernel } from '../kernel/index.js';

/** What the emulator's authority knows of a certificate; undefined when it did not issue it. */
export function issuedRecord(kernel: Kernel, certificate: X509Certificate): CertificateRecord | undefined {
  const record = certificatesOf(kernel).get(certificate.serialNumber.padStart(16, '0'));
  return record?.certificate === certificate.raw.toString('base64') ? record : undefined;
}

/** Why nobody may log in with this certificate now, in KSeF's words of status 460. */
export function certificateFault(
  kernel: Kernel,
  certificate: X509Certificate,
  checkChain: boolean,
): string | undefined {
  const now = kernel.now();
  const issued = issuedRecord(kernel, certificate);
  const validTo = issued?.validTo ?? Date.parse(certificate.validTo);
  if (now < Date.parse(certificate.validFrom) || now > validTo) return 'Nieważny certyfikat';
  if (issued !== undefined) {
    if (issued.revokedAt !== null) return 'Certyfikat odwołany';
    return issued.type === 'Offline' ? 'Niepoprawny certyfikat' : undefined;
  }
  if (isOfAuthority(kernel, certificate)) return 'Niezaufany łańcuch certyfikatów';
  if (!checkChain && kernel.options.selfSigned !== false) return undefined;
  return trusted(kernel, certificate) ? undefined : 'Niezaufany łańcuch certyfikatów';
}

function trusted(kernel: Kernel, certificate: X509Certificate): boolean {
  return (kernel.options.trustedCertificates ?? []).some((one) => {
    const authority = new X509Certificate(one);
    return certificate.checkIssued(authority) && certificate.verify(authority.publicKey);
  });
}
