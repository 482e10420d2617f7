import { InvalidInputError } from '@ksef/core';
import { shortened } from '@ksef/core/internal';
import type { SubjectIdentifierType } from '../xades/auth-token-request.js';
import type { CertificateInfo } from './read-certificate.js';
import { subjectIdentifier } from './subject-identifier.js';

/**
 * Rejects a login by the certificate's subject if KSeF would find no identifier in it (21115, 21406).
 *
 * @throws InvalidInputError `UNUSABLE_SUBJECT`
 */
export function checkSubject(certificate: CertificateInfo, type: SubjectIdentifierType | undefined): void {
  if (type === 'certificateFingerprint') return;
  const { problem } = subjectIdentifier(certificate);
  if (problem === undefined) return;
  throw new InvalidInputError(
    `KSeF cannot tell from the certificate ${shortened(certificate.subject, 200)} who logs in: ${problem}. Use another certificate, or have permissions granted to its fingerprint ${certificate.fingerprint} and log in by certificateFingerprint.`,
    { code: 'UNUSABLE_SUBJECT', input: 'certificate' },
  );
}
