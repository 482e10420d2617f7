import type { ContextIdentifier } from '@ksef/core';

/** Gives bearer tokens. `TokenProvider` of `@ksef/token-provider` is one; write your own to plug in another. */
export interface AccessTokenSource {
  /** A token that KSeF accepts now for this context. */
  getToken(
    context: ContextIdentifier,
    options: { readonly signal?: AbortSignal | undefined },
  ): Promise<string>;
  /** The token that is at hand without waiting, if one is. */
  peek?(context: ContextIdentifier): string | undefined;
  /** KSeF answered 401 to this token: do not give it again. */
  rejected?(context: ContextIdentifier, token: string): void | Promise<void>;
}

/** The short form of an {@link AccessTokenSource}. */
export type AccessTokenFunction = (
  context: ContextIdentifier,
  options: { readonly signal?: AbortSignal | undefined },
) => string | Promise<string>;
