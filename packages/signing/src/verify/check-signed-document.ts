import { type AuthorizationPolicy, checkAuthorizationPolicy, contextKey, toContext } from '@ksef/core';
import { checkOptions, isClock, isSignal, quoted, shortened } from '@ksef/core/internal';
import { checkSubject } from '../certificates/check-subject.js';
import type { AuthTokenRequest, SubjectIdentifierType } from '../xades/auth-token-request.js';
import { type AllowedIps, readRequest, requestMismatch } from './read-request.js';
import { type ValidXades, type VerifyXadesOptions, verifyContent } from './verify-xades.js';

/**
 * Checks an `AuthTokenRequest` that was signed elsewhere (trusted profile, a vendor's program) before it is sent. It
 * checks the signature, that the document is a valid `AuthTokenRequest` with the requested values (including the
 * addresses), and that KSeF can identify the subject by the certificate.
 *
 * @throws SignatureError the reason as of `verifyXades`; `REQUEST_MISMATCH` when the document is not the one asked for
 * @throws InvalidInputError `UNUSABLE_SUBJECT`, `CERTIFICATE_EXPIRED`, `CERTIFICATE_NOT_YET_VALID`
 * @example
 * ```ts
 * import { nip } from '@ksef/core';
 * import { checkSignedDocument } from '@ksef/signing';
 *
 * declare const signedXml: string; // from gov.pl
 * declare const challenge: string; // from KSeF, at most ten minutes ago
 * const { certificate } = await checkSignedDocument(signedXml, { challenge, context: nip('5265877635') });
 * ```
 */
export async function checkSignedDocument(
  xml: string | Uint8Array,
  request: Pick<AuthTokenRequest, 'challenge' | 'context' | 'subjectIdentifierType' | 'authorizationPolicy'>,
  options: VerifyXadesOptions = {},
): Promise<ValidXades> {
  checkOptions<VerifyXadesOptions>(options, { clock: isClock, signal: isSignal });
  const { content, ...result } = await verifyContent(xml, options);
  const found = readRequest(content);
  const expected = contextKey(toContext(request.context));
  const { challenge, subjectIdentifierType, authorizationPolicy } = request;
  if (found.challenge !== challenge)
    throw requestMismatch(`challenge ${quoted(found.challenge)}`, quoted(challenge));
  if (found.context !== expected) throw requestMismatch(`context ${quoted(found.context)}`, expected);
  if (!isSubjectIdentifierType(found.subjectIdentifierType, subjectIdentifierType)) {
    throw requestMismatch(
      `subjectIdentifierType ${quoted(found.subjectIdentifierType)}`,
      subjectIdentifierType ?? 'certificateSubject or certificateFingerprint',
    );
  }
  checkPolicy(found.allowedIps, authorizationPolicy);
  checkSubject(result.certificate, found.subjectIdentifierType);
  return result;
}

function isSubjectIdentifierType(
  found: string,
  expected: SubjectIdentifierType | undefined,
): found is SubjectIdentifierType {
  if (expected !== undefined) return found === expected;
  return found === 'certificateSubject' || found === 'certificateFingerprint';
}

/** Tokens of another policy could be used from addresses that were excluded. */
function checkPolicy(found: AllowedIps | undefined, policy: AuthorizationPolicy | undefined): void {
  const expected = policy && checkAuthorizationPolicy(policy).allowedIps;
  const describe = (allowed: Partial<AllowedIps> | undefined) => {
    if (allowed === undefined) return 'no authorizationPolicy';
    const { ip4Addresses = [], ip4Ranges = [], ip4Masks = [] } = allowed;
    return `authorizationPolicy ${[...ip4Addresses, ...ip4Ranges, ...ip4Masks].join(', ')}`;
  };
  if (describe(found) === describe(expected)) return;
  throw requestMismatch(shortened(describe(found)), shortened(describe(expected)));
}
