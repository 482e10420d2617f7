import { KsefError } from '@ksef/core';

/** A token and the moment until which KSeF takes it. */
export interface TokenInfo {
  readonly token: string;
  /** ISO 8601 date and time. */
  readonly validUntil: string;
}

/** What is kept of one context's login. Plain JSON; a secret: encrypt it where it rests. */
export interface StoredTokens {
  readonly accessToken: TokenInfo;
  readonly refreshToken?: TokenInfo | undefined;
  /** Reference number of the login, for revoking it later. */
  readonly referenceNumber?: string | undefined;
}

/** End of a token's life, milliseconds since 1970. @throws KsefError `INVALID_TOKEN_INFO` */
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
