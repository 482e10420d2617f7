import type { Api } from '@ksef/api';
import {
  type AuthRequestSigner,
  type LoginAuthenticator,
  loginAuthenticator,
  type SubjectIdentifierType,
  tokenAuthenticator,
} from '@ksef/auth';
import { type AuthorizationPolicy, type ContextIdentifier, InvalidInputError } from '@ksef/core';
import type { EncryptionService } from '@ksef/crypto';

/** How to log in: with a KSeF token or with a signature. */
export type KsefCredentials = TokenCredentials | SignatureCredentials;

/** A login with a KSeF token. */
export interface TokenCredentials {
  /** A KSeF token, or a function that finds the one of each context. A secret. */
  readonly ksefToken: string | ((context: ContextIdentifier) => string | Promise<string>);
  /** Addresses from which the login's tokens may be used. */
  readonly authorizationPolicy?: AuthorizationPolicy | undefined;
}

/** A login with a KSeF certificate, qualified signature or seal. */
export interface SignatureCredentials {
  /**
   * `xadesSigner(…)` of `@ksef/signing` with the key of a certificate, its `externalSigner(…)` for documents that are
   * signed elsewhere, or a function that finds the signer of each context.
   */
  readonly signer:
    | AuthRequestSigner
    | ((context: ContextIdentifier) => AuthRequestSigner | Promise<AuthRequestSigner>);
  /** Default `certificateSubject`: the certificate contains a NIP or PESEL. */
  readonly subjectIdentifierType?: SubjectIdentifierType | undefined;
  /** Asks TEST to verify the certificate chain. Other environments always do. */
  readonly verifyCertificateChain?: boolean | undefined;
  /** Asks TEST to validate the signature by the production rules. */
  readonly enforceXadesCompliance?: boolean | undefined;
  readonly authorizationPolicy?: AuthorizationPolicy | undefined;
}

/**
 * Creates the login for these credentials.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 */
export function authenticatorOf(
  credentials: KsefCredentials | undefined,
  api: Api,
  encryptor: EncryptionService,
): LoginAuthenticator {
  if (isBySignature(credentials)) {
    const { signer, authorizationPolicy, ...rest } = credentials;
    return loginAuthenticator({
      api,
      authorizationPolicy,
      credentials: async (context) => ({
        ...rest,
        signer: typeof signer === 'function' ? await signer(context) : signer,
      }),
    });
  }
  const token = credentials?.ksefToken;
  if (
    credentials === undefined ||
    !(typeof token === 'function' || (typeof token === 'string' && token.trim()))
  ) {
    throw unusable(
      'credentials have neither a ksefToken (or a function that finds one) nor a signer: one of them is needed to log in.',
    );
  }
  const { ksefToken, authorizationPolicy } = credentials;
  return tokenAuthenticator({ api, encryptor, token: ksefToken, authorizationPolicy });
}

/** The value may be anything, even a secret, so no message repeats it. */
function isBySignature(credentials: KsefCredentials | undefined): credentials is SignatureCredentials {
  const { signer } = { ...(credentials as Partial<SignatureCredentials> | undefined) };
  if (signer === undefined || signer === null) return false;
  if (typeof signer === 'function' || typeof signer.signAuthRequest === 'function') return true;
  throw unusable(
    'credentials.signer has no signAuthRequest(): give xadesSigner(await signerFromPem(…)), or a function that finds one.',
  );
}

function unusable(message: string): InvalidInputError {
  return new InvalidInputError(message, { code: 'INVALID_OPTION', input: 'credentials' });
}
