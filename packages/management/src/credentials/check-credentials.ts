import { type Api, type CallOptions, queryCertificates, type Schemas } from '@ksef/api';
import { KsefError } from '@ksef/core';
import { numberFrom } from '@ksef/core/internal';
import { allNumberedPages, checkCallOptions } from '../call/index.js';
import { listKsefTokens } from '../ksef-tokens/index.js';
import { endOfKsefToken } from './end-of-ksef-token.js';

/** A credential that KSeF lists, and its expiry. */
export interface CredentialState {
  readonly kind: 'ksefToken' | 'certificate' | 'refreshToken';
  /** Reference number of a KSeF token, serial number of a certificate, or the context of a refresh token. */
  readonly id: string;
  /** Name of a certificate, description of a KSeF token. */
  readonly name: string;
  /** ISO 8601; undefined if neither KSeF nor a rule specifies it. */
  readonly validUntil: string | undefined;
  /** It expires within `warnBeforeMs`, or has expired. */
  readonly isExpiring: boolean;
  /** There is a certificate of the same name and type with a later expiry: it has been renewed. */
  readonly isSuperseded: boolean;
}

/** The result of {@link checkCredentials}. */
export interface CredentialReport {
  readonly credentials: readonly CredentialState[];
  /** Those to replace now: expiring, and not superseded. */
  readonly expiring: readonly CredentialState[];
  /** What KSeF does not show to this login, with the error code. */
  readonly unreadable: readonly { readonly kind: CredentialState['kind']; readonly code: string }[];
}

/** Options of {@link checkCredentials}. */
export interface CheckCredentialsOptions extends CallOptions {
  /** How long before its expiry a credential counts as expiring, in milliseconds. Default 30 days. */
  readonly warnBeforeMs?: number | undefined;
}

const defaultWarnBeforeMs = 30 * 86_400_000;

/** KSeF's maximum for this list. */
const pageSize = 50;

/**
 * Expiry of the active KSeF tokens of the context and of the active certificates of the login's subject.
 *
 * KSeF does not return the expiry of a KSeF token so far. Tokens created until 2026-12-31 expire on 2027-11-30. If KSeF
 * returns a `validUntil`, that counts.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 * @throws KsefApiError when KSeF rejects the login; what it refuses to show is in `unreadable`
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { checkCredentials } from '@ksef/management';
 *
 * declare const api: Api;
 *
 * const { expiring } = await checkCredentials(api);
 * for (const { kind, name, validUntil } of expiring) console.warn(kind, name, validUntil);
 * ```
 */
export async function checkCredentials(
  api: Api,
  options: CheckCredentialsOptions = {},
): Promise<CredentialReport> {
  checkCallOptions<{ warnBeforeMs: unknown }>(options, { warnBeforeMs: numberFrom(0) });
  const { warnBeforeMs = defaultWarnBeforeMs, ...call } = options;
  const limit = api.clock.now() + warnBeforeMs;
  const credentials: CredentialState[] = [];
  const unreadable: { kind: CredentialState['kind']; code: string }[] = [];
  const read = async (kind: CredentialState['kind'], states: AsyncIterable<CredentialState>) => {
    try {
      for await (const state of states) credentials.push(state);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      unreadable.push({ kind, code: error.code });
    }
  };
  await read('ksefToken', ksefTokens(api, limit, call));
  await read('certificate', certificates(api, limit, call));
  return { credentials, expiring: credentials.filter(isToReplace), unreadable };
}

/** Whether a warning is due. */
export function isToReplace({ isExpiring, isSuperseded }: CredentialState): boolean {
  return isExpiring && !isSuperseded;
}

/** Whether an instant has been reached by then; false for an unknown one. */
export function endsBy(validUntil: string | undefined, limit: number): boolean {
  return validUntil !== undefined && Date.parse(validUntil) <= limit;
}

async function* ksefTokens(api: Api, limit: number, call: CallOptions): AsyncGenerator<CredentialState> {
  for await (const token of listKsefTokens(api, { status: ['Active'] }, call)) {
    const validUntil = endOfKsefToken(token);
    yield {
      kind: 'ksefToken',
      id: token.referenceNumber,
      name: token.description,
      validUntil,
      isExpiring: endsBy(validUntil, limit),
      isSuperseded: false,
    };
  }
}

async function* certificates(api: Api, limit: number, call: CallOptions): AsyncGenerator<CredentialState> {
  const found: Schemas['CertificateListItem'][] = [];
  const pages = allNumberedPages(async (pageOffset) => {
    const page = await queryCertificates(api, { pageOffset, pageSize, body: { status: 'Active' } }, call);
    return { items: page.certificates, hasMore: page.hasMore };
  });
  for await (const one of pages) found.push(one);
  for (const one of found) {
    yield {
      kind: 'certificate',
      id: one.certificateSerialNumber,
      name: one.name,
      validUntil: one.validTo,
      isExpiring: endsBy(one.validTo, limit),
      isSuperseded: found.some(
        ({ name, type, validTo }) =>
          name === one.name && type === one.type && Date.parse(validTo) > Date.parse(one.validTo),
      ),
    };
  }
}

/** Whether this login lacks the permission to list them. Any other error means that the check failed. */
function isRefusal(error: unknown): error is KsefError {
  return error instanceof KsefError && error.code === 'FORBIDDEN';
}
