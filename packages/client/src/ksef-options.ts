import type { ApiEvent, RateLimiter } from '@ksef/api';
import type { LimiterEvent } from '@ksef/api/limiter';
import type { AuthorizationPolicy } from '@ksef/auth';
import type { Clock, ContextIdentifier, ContextInput, KsefEnvironment } from '@ksef/core';
import type { PreloadedKey } from '@ksef/crypto';
import type { SessionEvent } from '@ksef/sessions';
import type { TokenEvent, TokenLock, TokenStore } from '@ksef/token-provider';

/** How to log in. */
export interface KsefCredentials {
  /** A KSeF token, or where to find the one of each context. A secret. */
  readonly ksefToken: string | ((context: ContextIdentifier) => string | Promise<string>);
  /** Addresses from which the login's tokens may be used. */
  readonly authorizationPolicy?: AuthorizationPolicy | undefined;
}

/** Whatever happens, told to `onEvent`; never a secret. */
export type KsefEvent = ApiEvent | LimiterEvent | TokenEvent | SessionEvent;

/** Options of {@link createKsef}. */
export interface KsefOptions {
  /** `test`, `demo`, `prod`, or an environment of your own. */
  readonly environment: 'test' | 'demo' | 'prod' | KsefEnvironment;
  readonly credentials: KsefCredentials;
  /** The context of calls that name none. */
  readonly context?: ContextInput | undefined;
  /** Default: memory. */
  readonly tokenStore?: TokenStore | undefined;
  /** One login at a time in a whole fleet. */
  readonly tokenLock?: TokenLock | undefined;
  /** KSeF's public keys, if they must not be fetched. */
  readonly publicKeys?: readonly PreloadedKey[] | undefined;
  /**
   * Lets requests wait so that KSeF never has to answer 429. Default: one for this process alone, by the limits that
   * KSeF states for each context; `false` for none.
   */
  readonly rateLimiter?: RateLimiter | false | undefined;
  readonly fetch?: typeof globalThis.fetch | undefined;
  readonly clock?: Clock | undefined;
  /** Longest duration of one attempt at a request, in milliseconds. Default 30 000. */
  readonly timeoutMs?: number | undefined;
  readonly onEvent?: ((event: KsefEvent) => void) | undefined;
}
