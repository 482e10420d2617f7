import type { SubjectIdentifier } from '../identifiers/index.js';
import type { Kernel } from '../kernel/index.js';
import { ksefTokensOf } from './ksef-tokens.js';
import type { LoginRecord } from './records.js';
/** Who logged in: the certificate's subject, the author of the KSeF token, or the context's owner for a token of nobody. */
export function subjectOfLogin(
  kernel: Kernel,
  { certificate, context, ksefTokenReferenceNumber }: LoginRecord,
): SubjectIdentifier {
  if (certificate !== null) return certificate.subject;
  const token = [...ksefTokensOf(kernel).values()].find(
    ({ referenceNumber }) => referenceNumber === ksefTokenReferenceNumber,
  );
  return token?.author ?? { type: 'Nip', value: context.value.slice(0, 10) };
}
