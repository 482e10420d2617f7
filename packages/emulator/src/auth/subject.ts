import type { EmulatorKernel } from '../emulator-kernel.js';
import type { Principal } from '../kernel.js';
import { ksefTokensOf } from './ksef-tokens.js';
import type { LoginCertificate, LoginRecord, SubjectIdentifier } from './records.js';

/** The certificate with which the caller logged in; undefined after a login by KSeF token. */
export function loginCertificate(
  kernel: EmulatorKernel,
  { authReferenceNumber }: Principal,
): LoginCertificate | undefined {
  return kernel.collection<LoginRecord>('logins').get(authReferenceNumber)?.certificate ?? undefined;
}

/** Who calls: the certificate's subject, the author of the KSeF token, or the context's owner for a token of nobody. */
export function subjectOf(kernel: EmulatorKernel, principal: Principal): SubjectIdentifier {
  const author = [...ksefTokensOf(kernel).values()].find(
    ({ referenceNumber }) => referenceNumber === principal.ksefTokenReferenceNumber,
  )?.author;
  return (
    loginCertificate(kernel, principal)?.subject ??
    author ?? { type: 'Nip', value: principal.context.value.slice(0, 10) }
  );
}
