import {
  type AuthorizationPolicy,
  type ContextInput,
  checkAuthorizationPolicy,
  InvalidInputError,
  toContext,
} from '@ksef/core';
import { anything, checkOptions, numberFrom, quoted } from '@ksef/core/internal';

/**
 * How KSeF identifies the subject: by a NIP or PESEL in the certificate's subject, or by the certificate's fingerprint.
 */
export type SubjectIdentifierType = 'certificateSubject' | 'certificateFingerprint';

/** The request of a login with a signature. */
export interface AuthTokenRequest {
  /** As KSeF returned it; valid for ten minutes. */
  readonly challenge: string;
  /**
   * `timestampMs` of the challenge: the current time by KSeF's clock, which validates the signature. It determines the
   * signing time and is used to check the certificate's validity. Default: the local clock.
   */
  readonly timestampMs?: number | undefined;
  /** The context of the tokens. */
  readonly context: ContextInput;
  /** Default `certificateSubject`. */
  readonly subjectIdentifierType?: SubjectIdentifierType | undefined;
  /** Addresses from which the tokens may be used. Default: any. */
  readonly authorizationPolicy?: AuthorizationPolicy | undefined;
}

/** Versions of the document's schema. With 2.0, strict validators reject every IP policy. */
export type AuthTokenRequestVersion = '2.1' | '2.0';

const challengePattern = /^\d{8}-CR-[A-F0-9]{10}-[A-F0-9]{10}-[A-F0-9]{2}$/;

/** The namespace of a version. */
export function requestNamespace(version: AuthTokenRequestVersion): string {
  return `http://ksef.mf.gov.pl/auth/token/${version}`;
}

/**
 * The document that a login signs, in canonical form: its bytes are digested as they are.
 *
 * Source: schemat_auth_v2-1.xsd.
 *
 * @throws InvalidInputError `INVALID_CHALLENGE`, `INVALID_CONTEXT`, `INVALID_IP_POLICY`, `INVALID_OPTION`
 * @example
 * ```ts
 * import { nip } from '@ksef/core';
 * import { authTokenRequestXml } from '@ksef/signing';
 *
 * authTokenRequestXml({ challenge: '20250604-CR-461EA5B000-537A6BA15D-D7', context: nip('5265877635') });
 * ```
 */
export function authTokenRequestXml(
  request: AuthTokenRequest,
  options: { /** Default `2.1`. */ readonly version?: AuthTokenRequestVersion | undefined } = {},
): string {
  checkOptions<AuthTokenRequest>(request, {
    challenge: anything,
    timestampMs: numberFrom(0),
    context: anything,
    subjectIdentifierType: anything,
    authorizationPolicy: anything,
  });
  checkOptions<typeof options>(options, { version: anything });
  const { challenge, subjectIdentifierType = 'certificateSubject' } = request;
  const { version = '2.1' } = options;
  if (version !== '2.1' && version !== '2.0') {
    throw invalid(
      'INVALID_OPTION',
      'version',
      `Unknown version ${quoted(version)} of AuthTokenRequest. Use 2.1 or 2.0.`,
    );
  }
  if (typeof challenge !== 'string' || !challengePattern.test(challenge)) {
    throw invalid('INVALID_CHALLENGE', 'challenge', `${quoted(challenge)} is not a challenge of KSeF.`);
  }
  if (subjectIdentifierType !== 'certificateSubject' && subjectIdentifierType !== 'certificateFingerprint') {
    throw invalid(
      'INVALID_OPTION',
      'subjectIdentifierType',
      `Unknown subjectIdentifierType ${quoted(subjectIdentifierType)}. Use certificateSubject or certificateFingerprint.`,
    );
  }
  // Every value has passed a pattern, so nothing needs escaping.
  const context = toContext(request.context);
  return [
    `<AuthTokenRequest xmlns="${requestNamespace(version)}">`,
    element('Challenge', challenge),
    element('ContextIdentifier', element(context.type, context.value)),
    element('SubjectIdentifierType', subjectIdentifierType),
    policyXml(request.authorizationPolicy),
    '</AuthTokenRequest>',
  ].join('');
}

function policyXml(policy: AuthorizationPolicy | undefined): string {
  if (policy === undefined) return '';
  const { ip4Addresses = [], ip4Ranges = [], ip4Masks = [] } = checkAuthorizationPolicy(policy).allowedIps;
  const entries = [
    ...ip4Addresses.map((entry) => element('Ip4Address', entry)),
    ...ip4Ranges.map((entry) => element('Ip4Range', entry)),
    ...ip4Masks.map((entry) => element('Ip4Mask', entry)),
  ];
  return element('AuthorizationPolicy', element('AllowedIps', entries.join('')));
}

function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}

function invalid(code: string, input: string, message: string): InvalidInputError {
  return new InvalidInputError(message, { code, input });
}
