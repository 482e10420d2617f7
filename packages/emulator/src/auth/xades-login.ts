import type { X509Certificate } from 'node:crypto';
import type { Callers } from '../access/index.js';
import { type CertificateRecord, certificatesOf } from '../certificates/index.js';
import type { SubjectIdentifier } from '../identifiers/index.js';
import type { Kernel } from '../kernel/index.js';
import { isDeceased } from '../subjects/index.js';
import { type CertificateIdentity, identify } from './certificate-identity.js';
import { certificateFault, issuedRecord } from './certificate-trust.js';
import { permissionsIn } from './permissions-in.js';
import type { LoginMethod, LoginStatus } from './records.js';
import { loginSucceeded, startLogin, useChallenge } from './start-login.js';
import { readRequest } from './xades/read-request.js';
import { verifyDocument } from './xades/verify-document.js';

/** Verifies a signed `AuthTokenRequest`, opens the login of its signer, and gives the answer to it. */
export function xadesLogin(kernel: Kernel, callers: Callers, bytes: Buffer, checkChain: boolean) {
  const { certificate, request: document } = verifyDocument(bytes);
  const asked = readRequest(document);
  const identity = identify(certificate, asked.subjectIdentifierType);
  useChallenge(kernel, asked.challenge);
  const issued = issuedRecord(kernel, certificate);
  const subject = issued?.subjectIdentifier ?? identity.identifier;
  const permissions = permissionsIn(kernel, asked.context, subject);
  const status = judge(kernel, certificate, checkChain, subject, permissions);
  if (issued !== undefined && status === loginSucceeded) noteUse(kernel, issued);
  return startLogin(kernel, callers, {
    context: asked.context,
    status,
    ipPolicy: asked.ipPolicy,
    permissions,
    method: issued === undefined ? methodOf(identity) : 'InternalCertificate',
    ksefTokenReferenceNumber: null,
    certificate: { subject, attributes: identity.attributes },
  });
}

function noteUse(kernel: Kernel, issued: CertificateRecord): void {
  certificatesOf(kernel).set(issued.serialNumber, { ...issued, lastUsedAt: kernel.now() });
}

function judge(
  kernel: Kernel,
  certificate: X509Certificate,
  checkChain: boolean,
  subject: SubjectIdentifier,
  permissions: readonly string[],
): LoginStatus {
  const fault = certificateFault(kernel, certificate, checkChain);
  if (fault !== undefined) {
    return {
      code: 460,
      description: 'Uwierzytelnianie zakończone niepowodzeniem z powodu błędu certyfikatu',
      details: [fault],
    };
  }
  const failed = 'Uwierzytelnianie zakończone niepowodzeniem';
  if (isDeceased(kernel, subject)) {
    const details = ['Próba wykorzystania metod autoryzacyjnych osoby zmarłej'];
    return { code: 470, description: failed, details };
  }
  if (permissions.length === 0)
    return { code: 415, description: failed, details: ['Brak przypisanych uprawnień'] };
  return loginSucceeded;
}

function methodOf({ kind, identifier }: CertificateIdentity): LoginMethod {
  if (identifier.type === 'PeppolId') return 'PeppolSignature';
  return kind === 'person' ? 'QualifiedSignature' : 'QualifiedSeal';
}
