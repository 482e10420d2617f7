import { type Api, type CallOptions, queryCertificates, type Schemas } from '@ksef/api';
import { KsefError } from '@ksef/core';
import { numberFrom } from '@ksef/core/internal';
import { allNumberedPages, checkCallOptions } from '../call/index.js';
import { listKsefTokens } from '../ksef-tokens/index.js';
import { endOfKsefToken } from './end-of-ksef-token.js';

/** A credential that KSeF lists, and when it ends. */
export interface CredentialState {
  readonly kind: 'ksefToken' | 'certificate' | 'refreshToken';
  /** Reference number of a KSeF token, serial number of a certificate; of a refresh token, its context. */
  readonly id: string;
  /** Name of a certificate, description of a KSeF token. */
  readonly name: string;
  /** ISO 8601; undefined if KSeF does not say and no rule does. */
  readonly validUntil: string | undefined;
  /** It ends within `warnBeforeMs`, or has ended. */
  readonly isExpiring: boolean;
  /** A certificate of the same name and type is there that ends later: it has been renewed. */
  readonly isSuperseded: boolean;
}

/** What {@link checkCredentials} has found. */
export interface CredentialReport {
  readonly credentials: readonly CredentialState[];
  /** Those to replace now: expiring, and not superseded. */
  readonly expiring: readonly CredentialState[];
  /** What KSeF does not show to this login, with the code of the error. */
  readonly unreadable: readonly { readonly kind: CredentialState['kind']; readonly code: string }[];
}

/** Options of {@link checkCredentials}. */
export interface CheckCredentialsOptions extends CallOptions {
  /** How long before its end a credential counts as expiring, in milliseconds. Default 30 days. */
  readonly warnBeforeMs?: number | undefined;
}

const defaultWarnBeforeMs = 30 * 86_400_000;

/** KSeF's most for this list. */
const pageSize = 50;

/**
 * When the active KSeF tokens of the context and the active certificates of the login's subject end.
 *
 * KSeF gives no end of a KSeF token so far. Those made until 2026-12-31 end on 2027-11-30; where KSeF gives a
 * `validUntil`, that counts.
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

/** Whether an instant has come by then; one that is unknown has not. */
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

/** Refused to this login, whereas any other error says nothing of the credentials. */
function isRefusal(error: unknown): error is KsefError {
  return error instanceof KsefError && error.code === 'FORBIDDEN';
}
