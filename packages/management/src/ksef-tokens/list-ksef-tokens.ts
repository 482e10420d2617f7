import { type Api, type CallOptions, type ListKsefTokensInput, listKsefTokens as list } from '@ksef/api';
import { anything, checkOptions, expects, listOf, someText } from '@ksef/core/internal';
import { allContinuedPages, checkCallOptions } from '../call/index.js';
import type { KsefToken } from './wait-for-ksef-token.js';

/** Which KSeF tokens to list. Everything is optional. */
export type KsefTokenFilter = Omit<ListKsefTokensInput, 'pageSize' | 'continuationToken'>;

const part = expects(
  'a text of at least 3 characters',
  (value) => typeof value === 'string' && value.length >= 3,
);

/**
 * KSeF tokens that you may see, newest first. Pages are requested on demand. With `CredentialsManage` or
 * `CredentialsRead` you see all tokens of the context, otherwise your own.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 * @throws KsefApiError when KSeF rejects it
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { listKsefTokens, revokeKsefToken } from '@ksef/management';
 *
 * async function revokeUnused(api: Api): Promise<void> {
 *   for await (const { lastUseDate, referenceNumber } of listKsefTokens(api, { status: ['Active'] }))
 *     if (!lastUseDate) await revokeKsefToken(api, referenceNumber);
 * }
 * ```
 */
export function listKsefTokens(
  api: Api,
  filter: KsefTokenFilter = {},
  options: CallOptions = {},
): AsyncGenerator<KsefToken, void> {
  checkOptions<KsefTokenFilter>(filter, {
    status: listOf(someText),
    description: part,
    authorIdentifier: part,
    authorIdentifierType: anything,
  });
  checkCallOptions(options);
  return allContinuedPages(async (continuationToken) => {
    const page = await list(api, { ...filter, pageSize: 100, continuationToken }, options);
    return { items: page.tokens, next: page.continuationToken };
  });
}
