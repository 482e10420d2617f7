import { KsefError } from '@ksef/core';

/** A token and the time until which KSeF accepts it. */
export interface TokenInfo {
  readonly token: string;
  /** ISO 8601 date and time. */
  readonly validUntil: string;
}

/** The stored login of one context. Plain JSON; a secret: encrypt it at rest. */
export interface StoredTokens {
  readonly accessToken: TokenInfo;
  readonly refreshToken?: TokenInfo | undefined;
  /** Reference number of the login, for revoking it later. */
  readonly referenceNumber?: string | undefined;
}

/** When a token expires, in milliseconds since 1970. @throws KsefError `INVALID_TOKEN_INFO` */
export function endOf(info: TokenInfo): number {
  const end = Date.parse(info?.validUntil);
  if (typeof info?.token !== 'string' || info.token === '' || Number.isNaN(end)) {
    throw new KsefError('A token needs text, and a validUntil with date and time.', {
      code: 'INVALID_TOKEN_INFO',
    });
  }
  return end;
}

/** A checked copy without unknown fields. @throws KsefError `INVALID_TOKEN_INFO` */
export function copyTokens(tokens: StoredTokens): StoredTokens {
  return {
    accessToken: copyInfo(tokens?.accessToken),
    ...(tokens.refreshToken && { refreshToken: copyInfo(tokens.refreshToken) }),
    ...(typeof tokens.referenceNumber === 'string' && { referenceNumber: tokens.referenceNumber }),
  };
}

function copyInfo(info: TokenInfo): TokenInfo {
  endOf(info);
  return { token: info.token, validUntil: info.validUntil };
}

/**
 * Tokens from the JSON of a store: checked, and without unknown fields.
 *
 * @throws KsefError `INVALID_TOKEN_INFO`
 * @example
 * ```ts
 * import { parseTokens, type StoredTokens } from '@ksef/token-provider';
 *
 * declare function read(key: string): Promise<string | undefined>; // of your database
 * async function load(key: string): Promise<StoredTokens | undefined> {
 *   const json = await read(key);
 *   return json === undefined ? undefined : parseTokens(json);
 * }
 * ```
 */
export function parseTokens(json: string): StoredTokens {
  let tokens: StoredTokens;
  try {
    tokens = JSON.parse(json) as StoredTokens;
  } catch {
    // The message of JSON.parse would repeat a part of the tokens.
    throw new KsefError('What the store keeps is not JSON: it was changed or cut.', {
      code: 'INVALID_TOKEN_INFO',
    });
  }
  return copyTokens(tokens);
}
