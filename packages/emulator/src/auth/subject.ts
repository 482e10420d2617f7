import type { Kernel, Principal } from '../kernel.js';
import { ksefTokensOf } from './ksef-tokens.js';
import type { LoginCertificate, LoginRecord, SubjectIdentifier } from './records.js';

/** The certificate with which the caller logged in; undefined after a login by KSeF token. */
export function loginCertificate(
  kernel: Pick<Kernel, 'collection'>,
  { authReferenceNumber }: Pick<Principal, 'authReferenceNumber'>,
): LoginCertificate | undefined {
  return kernel.collection<LoginRecord>('logins').get(authReferenceNumber)?.certificate ?? undefined;
}

/** What tells who logged in. */
export type LoggedIn = Pick<Principal, 'authReferenceNumber' | 'context'> & {
  readonly ksefTokenReferenceNumber?: string | null;
};

/** Who calls: the certificate's subject, the author of the KSeF token, or the context's owner for a token of nobody. */
export function subjectOf(kernel: Pick<Kernel, 'collection'>, principal: LoggedIn): SubjectIdentifier {
  const author = [...ksefTokensOf(kernel).values()].find(
    ({ referenceNumber }) => referenceNumber === principal.ksefTokenReferenceNumber,
  )?.author;
  return (
    loginCertificate(kernel, principal)?.subject ??
    author ?? { type: 'Nip', value: principal.context.value.slice(0, 10) }
  );
}
