import type { ContextIdentifier } from '@ksef/core';

/** Provides bearer tokens. `TokenProvider` of `@ksef/token-provider` implements it. You can implement your own. */
export interface AccessTokenSource {
  /** A token that KSeF accepts now for this context. */
  getToken(
    context: ContextIdentifier,
    options: { readonly signal?: AbortSignal | undefined },
  ): Promise<string>;
  /** The cached token, if one is available without waiting. */
  peek?(context: ContextIdentifier): string | undefined;
  /** KSeF answered 401 to this token: do not return it again. */
  rejected?(context: ContextIdentifier, token: string): void | Promise<void>;
}

/** The short form of an {@link AccessTokenSource}. */
export type AccessTokenFunction = (
  context: ContextIdentifier,
  options: { readonly signal?: AbortSignal | undefined },
) => string | Promise<string>;
