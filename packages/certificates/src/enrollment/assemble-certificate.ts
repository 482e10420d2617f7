import type { Clock } from '@ksef/core';
import { readCertificate, type Signer, signerFromPem } from '@ksef/signing';
import type { CertificateType } from '../certificate-types.js';
import type { EnrollmentState } from './enrollment-file.js';
import type { StoredKey } from './key-file.js';

/** A certificate with its key, ready to sign. */
export interface IssuedCertificate {
  /** Upper-case hexadecimal, 16 digits: for {@link revokeCertificate}. */
  readonly serialNumber: string;
  readonly type: CertificateType;
  /** ISO 8601. */
  readonly validFrom: string;
  /** ISO 8601. {@link renewCertificate} renews it a month before. */
  readonly validTo: string;
  /** DER. */
  readonly certificate: Uint8Array;
  readonly certificatePem: string;
  /** Ready to use: `xadesSigner(signer)` logs in, `offlineSigner(signer)` signs codes. */
  readonly signer: Signer;
  /** Path of the private key: PEM, PKCS#8. */
  readonly keyFile: string;
  /** Path of the certificate: PEM. */
  readonly certificateFile: string;
}

/** The certificate of a finished enrolment, from its files. */
export async function assembleCertificate(
  { passphrase, stateFile }: { readonly stateFile: string; readonly passphrase?: string | undefined },
  state: EnrollmentState,
  key: StoredKey,
  time: Clock,
): Promise<IssuedCertificate> {
  const { X509Certificate } = await import('node:crypto');
  const { readFile } = await import('node:fs/promises');
  const { beside } = await import('./enrollment-file.js');
  const { serialNumber = '', type } = state;
  const keyFile = beside(stateFile, state.keyFile);
  const certificateFile = beside(stateFile, state.certificateFile ?? '');
  const certificatePem = await readFile(certificateFile, 'utf8');
  const certificate = new Uint8Array(new X509Certificate(certificatePem).raw);
  const { validFrom, validTo } = await readCertificate(certificate);
  // A new certificate may start slightly in the future, because KSeF's clock may be ahead of this machine's.
  const clock = { sleep: time.sleep, now: () => Math.max(time.now(), Date.parse(validFrom)) };
  // Source: kody-qr.md. Links of offline invoices are signed with RSA-PSS; logins with PKCS#1, which KSeF accepts
  // everywhere.
  const rsaPadding = type === 'Offline' ? 'pss' : 'pkcs1';
  const signer = await signerFromPem(
    { certificate: certificatePem, key: key.pem, passphrase },
    { clock, rsaPadding },
  );
  const files = { certificatePem, keyFile, certificateFile };
  return { serialNumber, type, validFrom, validTo, certificate, signer, ...files };
}
