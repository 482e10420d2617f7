import type { ContextIdentifier } from '@ksef/core';
import type { StoredTokens, TokenInfo } from './tokens.js';

/** What the provider passes to every asynchronous call that it makes. */
export interface AsyncOptions {
  /** Rejects with its reason when it aborts, also when it was aborted before. */
  readonly signal?: AbortSignal | undefined;
}

/** Logs in to KSeF; `tokenAuthenticator` of `@ksef/auth` makes one. */
export interface Authenticator {
  /** A full login for one context. */
  login(context: ContextIdentifier, options: AsyncOptions): Promise<StoredTokens>;
  /** A new access token for a refresh token. Without it every renewal is a full login. */
  refresh?(
    context: ContextIdentifier,
    refreshToken: string,
    options: AsyncOptions,
  ): Promise<{ readonly accessToken: TokenInfo }>;
}
