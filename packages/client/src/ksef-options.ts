import type { ApiEvent, Fetch, KyInstance, RateLimiter } from '@ksef/api';
import type { LimiterEvent } from '@ksef/api/limiter';
import type { Clock, ContextIdentifier, ContextInput, CredentialEvent, KsefEnvironment } from '@ksef/core';
import type { PreloadedKey } from '@ksef/crypto';
import type { ExportEvent } from '@ksef/export';
import type { InvoiceValidationOptions, SessionEvent } from '@ksef/sessions';
import type { TokenEvent, TokenLock, TokenStore } from '@ksef/token-provider';
import type { KsefCredentials } from './credentials.js';

/** What a session or an export tells, and for whom it works. */
export type OfContext<Event> = Event & { readonly context: ContextIdentifier };

/** Whatever happens, told to `onEvent`; never a secret. */
export type KsefEvent =
  | ApiEvent
  | LimiterEvent
  | TokenEvent
  | CredentialEvent
  | OfContext<SessionEvent>
  | OfContext<ExportEvent>;

/**
 * Options of {@link createKsef}. `validator` and `validate` are for all that `send`, `sendInvoices`, `sendBatch` and `openSender` send;
 * each call may say otherwise.
 */
export interface KsefOptions extends InvoiceValidationOptions {
  /** `test`, `demo`, `prd` (or `prod`, the same), or an environment of your own. */
  readonly environment: 'test' | 'demo' | 'prd' | 'prod' | KsefEnvironment;
  /** Who logs in: `{ ksefToken }`, or `{ signer }` for certificates, signatures and seals. */
  readonly credentials: KsefCredentials;
  /** The context of calls that name none. */
  readonly context?: ContextInput | undefined;
  /** Default: memory. */
  readonly tokenStore?: TokenStore | undefined;
  /** One login at a time in a whole fleet. */
  readonly tokenLock?: TokenLock | undefined;
  /** When the lock cannot be reached: log in all the same, or fail with `LOCK_FAILED`. Default `login`. */
  readonly whenLockFails?: 'login' | 'fail' | undefined;
  /** KSeF's public keys, if they must not be fetched. */
  readonly publicKeys?: readonly PreloadedKey[] | undefined;
  /**
   * Lets requests wait so that KSeF never has to answer 429. Default: one for this process alone, by the limits that
   * KSeF states for each context; `false` for none.
   */
  readonly rateLimiter?: RateLimiter | false | undefined;
  /**
   * How requests leave. Default: over `node:http` with connections that are kept; `createNodeFetch` of
   * `@ksef/api/node` takes agents for a proxy or own certificates, and `globalThis.fetch` does as well.
   */
  readonly fetch?: Fetch | undefined;
  /**
   * Your own instance of ky 1, for hooks and headers: `ky.extend({ hooks, headers })`. What it can and cannot change stands
   * in `docs/guides/logging-and-metrics.md`.
   */
  readonly ky?: KyInstance | undefined;
  /** Where the time comes from, and how to wait; for tests. Default: the machine's. */
  readonly clock?: Clock | undefined;
  /** Longest duration of one attempt at a request, in milliseconds. Default 30 000. */
  readonly timeoutMs?: number | undefined;
  /** Called with everything the client does, see `docs/guides/logging-and-metrics.md`; {@link logEvents} makes one. */
  readonly onEvent?: ((event: KsefEvent) => void) | undefined;
}
