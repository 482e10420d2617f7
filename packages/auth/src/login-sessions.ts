import {
  type Api,
  type CallOptions,
  listAuthSessions,
  revokeAuthSession,
  revokeCurrentAuthSession,
  type Schemas,
} from '@ksef/api';
import { checkCallOptions } from '@ksef/api/internal';
import { wholeNumber } from '@ksef/core/internal';

/** One login as KSeF lists it. */
export type AuthSession = Schemas['AuthenticationListItem'];

/**
 * All logins of the subject, newest first. Pages are requested on demand. Needs an access token.
 *
 * @throws KsefApiError when KSeF rejects it
 * @example
 * ```ts
 * import { listSessions, revokeSession } from '@ksef/auth';
 * import type { Api } from '@ksef/api';
 *
 * async function revokeOthers(api: Api): Promise<void> {
 *   for await (const session of listSessions(api)) {
 *     if (!session.isCurrent) await revokeSession(api, session.referenceNumber);
 *   }
 * }
 * ```
 */
export async function* listSessions(
  api: Api,
  options: CallOptions & {
    /** Sessions per request, 10 to 100. Default 100. */
    readonly pageSize?: number | undefined;
  } = {},
): AsyncGenerator<AuthSession, void, undefined> {
  checkCallOptions<{ pageSize: unknown }>(options, { pageSize: wholeNumber(1) });
  const { pageSize = 100, ...call } = options;
  let continuationToken: string | undefined;
  do {
    const page = await listAuthSessions(api, { pageSize, continuationToken }, call);
    yield* page.items;
    // A repeating continuation token would loop forever.
    const next = page.continuationToken || undefined;
    continuationToken = next === continuationToken ? undefined : next;
  } while (continuationToken !== undefined);
}

/**
 * Ends a login: its refresh token stops working; access tokens already issued stay valid until they expire.
 *
 * @throws KsefApiError when KSeF rejects it
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { revokeSession } from '@ksef/auth';
 *
 * declare const api: Api; // with a source of tokens
 * declare const referenceNumber: string; // of listSessions, or of a LoginResult
 *
 * await revokeSession(api, referenceNumber);
 * ```
 */
export async function revokeSession(
  api: Api,
  referenceNumber: string,
  options: CallOptions = {},
): Promise<void> {
  checkCallOptions(options);
  await revokeAuthSession(api, { referenceNumber }, options);
}

/**
 * Ends the login to which the token belongs; pass an access or refresh token as `bearer`, or none to
 * end the login of the client's own token.
 *
 * @throws KsefApiError when KSeF rejects it
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { type LoginResult, revokeCurrentSession } from '@ksef/auth';
 *
 * declare const api: Api;
 * declare const login: LoginResult;
 *
 * await revokeCurrentSession(api, { bearer: login.refreshToken.token });
 * ```
 */
export async function revokeCurrentSession(api: Api, options: CallOptions = {}): Promise<void> {
  checkCallOptions(options);
  await revokeCurrentAuthSession(api, {}, options);
}
