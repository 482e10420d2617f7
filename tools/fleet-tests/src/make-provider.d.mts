import type { TokenLock, TokenProvider, TokenProviderOptions, TokenStore } from '@ksef/token-provider';

export function makeProvider(
  baseUrl: string,
  options: { readonly store: TokenStore; readonly lock: TokenLock } & Partial<TokenProviderOptions>,
): { readonly provider: TokenProvider; advance(ms: number): void };
