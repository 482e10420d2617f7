import { type Api, getKsefToken } from '@ksef/api';
import {
  type ContextIdentifier,
  type ContextInput,
  KsefApiError,
  KsefError,
  type ReferenceNumber,
  toContext,
} from '@ksef/core';
import {
  anything,
  callback,
  checkOptions,
  flag,
  ksefTokenReference,
  required,
  someText,
} from '@ksef/core/internal';
import { type KsefToken, ownPermissions, revokeKsefToken } from '@ksef/management';
import type { AuthRequestSigner } from '@ksef/signing';
import type { IssuedCertificate } from '../enrollment/assemble-certificate.js';
import { type IssueOptions, type IssueRequest, issueCertificate } from '../enrollment/issue-certificate.js';
import { certificateSigner } from '../renewal/stored-certificate.js';

/** Credentials, as for `credentials` of `createKsef`. */
export type MigrationCredentials =
  | { readonly ksefToken: string }
  | { readonly signer: () => Promise<AuthRequestSigner> };

/** The KSeF token to replace, and the certificate that replaces it. */
export interface ReplaceKsefTokenRequest extends Omit<IssueRequest, 'type'> {
  /** The KSeF token in use. A secret. */
  readonly ksefToken: string;
  /** The context of the token. */
  readonly context: ContextInput;
  /** Creates a client that logs in with these credentials in the same environment. */
  readonly open: (credentials: MigrationCredentials) => { readonly api: Api };
  /** Revokes the token when the certificate works. Default: it stays valid. */
  readonly revokeToken?: boolean | undefined;
}

/** The result of {@link replaceKsefToken}. */
export interface ReplacedKsefToken {
  readonly certificate: IssuedCertificate;
  readonly tokenReferenceNumber: string;
  /** The permissions of a login with the certificate in the context. */
  readonly permissions: readonly string[];
  /** Those that the token did not have: a certificate has all permissions of its owner. */
  readonly morePermissions: readonly string[];
  readonly isTokenRevoked: boolean;
}

/**
 * Migrates an installation from a KSeF token to a KSeF certificate. It requests a certificate, logs in with it, checks
 * that it has the token's permissions in the context, and revokes the token if requested. Until then nothing changes
 * for programs that use the token. After a crash the same call resumes.
 *
 * `api` must be logged in with the signature, seal or certificate of the subject that will own the certificate: a token
 * cannot request certificates.
 *
 * @throws InvalidInputError `INVALID_OPTION`, `INVALID_CONTEXT`, `INVALID_REFERENCE_NUMBER` for a text that is not a KSeF token
 * @throws KsefError `PERMISSIONS_MISSING` when the owner of the certificate lacks a permission that the token has
 * @throws KsefApiError when KSeF rejects it; and what {@link issueCertificate} throws
 * @example
 * ```ts
 * import { certificateSigner, replaceKsefToken } from '@ksef/certificates';
 * import { createKsef } from '@ksef/client';
 * import { nip } from '@ksef/core';
 * import type { AuthRequestSigner } from '@ksef/auth';
 *
 * declare const signer: AuthRequestSigner; // of the company's seal, once
 *
 * const context = nip('5265877635');
 * const stored = { stateFile: './certificates/erp.json', passphrase: process.env.KEY_PASSPHRASE };
 * const bySeal = createKsef({ environment: 'prd', credentials: { signer }, context });
 * await replaceKsefToken(bySeal.api, {
 *   ...stored,
 *   name: 'ERP',
 *   ksefToken: process.env.KSEF_TOKEN ?? '',
 *   context,
 *   open: (credentials) => createKsef({ environment: 'prd', credentials, context }),
 * });
 * const ksef = createKsef({ environment: 'prd', credentials: { signer: certificateSigner(stored) }, context });
 * ```
 */
export async function replaceKsefToken(
  api: Api,
  request: ReplaceKsefTokenRequest,
  options: IssueOptions = {},
): Promise<ReplacedKsefToken> {
  checkOptions<ReplaceKsefTokenRequest>(request, {
    ksefToken: required(someText),
    context: required(anything),
    open: required(callback),
    revokeToken: flag,
    name: anything,
    stateFile: anything,
    passphrase: anything,
    keyType: anything,
  });
  const {
    context: given,
    keyType,
    ksefToken,
    name,
    open,
    passphrase,
    revokeToken = false,
    stateFile,
  } = request;
  const { signal } = options;
  const context = toContext(given);
  const reference = ksefTokenReference(ksefToken);
  const byToken = open({ ksefToken }).api;
  const token = await readToken([api, byToken], reference, context, signal);
  const certificate = await issueCertificate(
    api,
    { name, type: 'Authentication', stateFile, passphrase, keyType },
    options,
  );
  const signer = certificateSigner({ stateFile, passphrase }, { clock: api.clock });
  const own = await ownPermissions(open({ signer }).api, context, { signal });
  const wanted = new Set<string>(token.requestedPermissions);
  const missing = [...wanted].filter((one) => !own.names.includes(one));
  if (missing.length > 0) throw lacking(missing, certificate, context);
  const isRevoked = token.status === 'Revoked';
  // A token may always revoke itself.
  if (revokeToken && !isRevoked) await revokeKsefToken(byToken, reference, { context, signal });
  return {
    certificate,
    tokenReferenceNumber: reference,
    permissions: own.names,
    morePermissions: own.names.filter((one) => !wanted.has(one)),
    isTokenRevoked: revokeToken || isRevoked,
  };
}

/** The token as KSeF lists it, from the first login that is allowed to see it. */
async function readToken(
  [first, second]: readonly [Api, Api],
  reference: ReferenceNumber,
  context: ContextIdentifier,
  signal: AbortSignal | undefined,
): Promise<KsefToken> {
  const input = { referenceNumber: reference };
  try {
    return await getKsefToken(first, input, { context, signal });
  } catch (error) {
    if (!(error instanceof KsefApiError) || error.status >= 500) throw error;
    return getKsefToken(second, input, { context, signal });
  }
}

function lacking(
  missing: readonly string[],
  { serialNumber }: IssuedCertificate,
  { type, value }: ContextIdentifier,
): KsefError {
  return new KsefError(
    `The owner of the certificate ${serialNumber} lacks ${missing.join(', ')} in the context ${type} ${value}, which the KSeF token has. Have them granted to the owner, then call again. The token is still in force.`,
    { code: 'PERMISSIONS_MISSING' },
  );
}
