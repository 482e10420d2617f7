import type { ContextIdentifier } from '@ksef/core';
import type { StoredTokens, TokenInfo } from './tokens.js';

/** Passed by the provider to every asynchronous call. */
export interface AsyncOptions {
  /** Rejects with its reason when it aborts, also when it was aborted before. */
  readonly signal?: AbortSignal | undefined;
}

/** Logs in to KSeF; create one with `tokenAuthenticator` of `@ksef/auth`. */
export interface Authenticator {
  /** A full login for one context. */
  login(context: ContextIdentifier, options: AsyncOptions): Promise<StoredTokens>;
  /** Gets a new access token for a refresh token. Without it every refresh is a full login. */
  refresh?(
    context: ContextIdentifier,
    refreshToken: string,
    options: AsyncOptions,
  ): Promise<{ readonly accessToken: TokenInfo }>;
}
