import type { ApiEvent, Fetch, KyInstance, RateLimiter } from '@ksef/api';
import type { LimiterEvent } from '@ksef/api/limiter';
import type { Clock, ContextIdentifier, ContextInput, CredentialEvent, KsefEnvironment } from '@ksef/core';
import type { PreloadedKey } from '@ksef/crypto';
import type { ExportEvent } from '@ksef/export';
import type { InvoiceValidationOptions, SessionEvent } from '@ksef/sessions';
import type { TokenEvent, TokenLock, TokenStore } from '@ksef/token-provider';
import type { KsefCredentials } from './credentials.js';

/** An event of a session or an export, with the context it belongs to. */
export type OfContext<Event> = Event & { readonly context: ContextIdentifier };

/** An event passed to `onEvent`. It never contains a secret. */
export type KsefEvent =
  | ApiEvent
  | LimiterEvent
  | TokenEvent
  | CredentialEvent
  | OfContext<SessionEvent>
  | OfContext<ExportEvent>;

/**
 * Options of {@link createKsef}. `validator` and `validate` apply to everything that `send`, `sendInvoices`,
 * `sendBatch` and `openSender` send. Each call can override them.
 */
export interface KsefOptions extends InvoiceValidationOptions {
  /** `test`, `demo`, `prd` (alias `prod`), or an environment of your own. */
  readonly environment: 'test' | 'demo' | 'prd' | 'prod' | KsefEnvironment;
  /** Credentials: `{ ksefToken }`, or `{ signer }` for certificates, signatures and seals. */
  readonly credentials: KsefCredentials;
  /** The context of calls that specify none. */
  readonly context?: ContextInput | undefined;
  /** Default: memory. */
  readonly tokenStore?: TokenStore | undefined;
  /** Allows only one login at a time in a whole fleet. */
  readonly tokenLock?: TokenLock | undefined;
  /** What to do when the lock cannot be reached: log in anyway, or fail with `LOCK_FAILED`. Default `login`. */
  readonly whenLockFails?: 'login' | 'fail' | undefined;
  /** KSeF's public keys, for when they must not be fetched. */
  readonly publicKeys?: readonly PreloadedKey[] | undefined;
  /**
   * Delays requests so that KSeF never has to answer 429. Default: one for this process only, with the limits that KSeF
   * reports for each context. `false` disables it.
   */
  readonly rateLimiter?: RateLimiter | false | undefined;
  /**
   * How requests are sent. Default: over `node:http` with keep-alive connections. `createNodeFetch` of `@ksef/api/node`
   * accepts agents for a proxy or for your own certificates. `globalThis.fetch` works too.
   */
  readonly fetch?: Fetch | undefined;
  /**
   * Your own instance of ky 1, for hooks and headers: `ky.extend({ hooks, headers })`.
   * `docs/guides/logging-and-metrics.md` lists what it can and cannot change.
   */
  readonly ky?: KyInstance | undefined;
  /** The clock and the timer, replaceable in tests. Default: the system's. */
  readonly clock?: Clock | undefined;
  /** Timeout of one attempt of a request, in milliseconds. Default 30 000. */
  readonly timeoutMs?: number | undefined;
  /**
   * Called for every event of the client, see `docs/guides/logging-and-metrics.md`. {@link logEvents} creates such a
   * function.
   */
  readonly onEvent?: ((event: KsefEvent) => void) | undefined;
}
