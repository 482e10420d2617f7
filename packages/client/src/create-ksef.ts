import { type ApiOptions, createApi, listPublicKeyCertificates } from '@ksef/api';
import { tokenAuthenticator } from '@ksef/auth';
import { type ContextInput, InvalidInputError, type KsefEnvironment, toContext } from '@ksef/core';
import { EncryptionService, type EncryptionServiceOptions } from '@ksef/crypto';
import { type TokenLock, TokenProvider, type TokenProviderOptions, type TokenStore } from '@ksef/token-provider';
import { checkCredentials, checkEnvironment, type EnvironmentName, type KsefCredentials } from './check-options.js';
import { Ksef } from './ksef.js';
import type { KsefEvent } from './ksef-event.js';

type TransportOptions = Pick<
  ApiOptions,
  | 'fetch'
  | 'clock'
  | 'timeoutMs'
  | 'overallTimeoutMs'
  | 'retries'
  | 'maxRetryAfterMs'
  | 'rateLimiter'
  | 'userAgent'
>;

/** Options of {@link createKsef}. Times and repeats are those of `createApi`. */
export interface KsefOptions extends TransportOptions {
  /** `test`, `demo`, `prd`, or one of your own: `customEnvironment(…)`, an emulator's `environment`. */
  readonly environment: EnvironmentName | KsefEnvironment;
  readonly credentials: KsefCredentials;
  /** The context of calls that name none; others by `inContext` or `runInContext`. */
  readonly context?: ContextInput | undefined;
  /** Where tokens outlive the process. Default: nowhere. */
  readonly tokenStore?: TokenStore | undefined;
  /** One login at a time in the whole fleet. Default: in this process only. */
  readonly tokenLock?: TokenLock | undefined;
  /** Further settings of the token provider. */
  readonly tokens?: Pick<TokenProviderOptions, 'skewMs' | 'refreshAheadMs' | 'storeTimeoutMs' | 'onUpdate'> | undefined;
  /** KSeF's public keys given beforehand, and other settings of their use. */
  readonly encryption?: Pick<EncryptionServiceOptions, 'preloaded' | 'refreshSkewMs' | 'ecies'> | undefined;
  /** Longest wait for KSeF to finish a login, in milliseconds. Default five minutes. */
  readonly loginTimeoutMs?: number | undefined;
  /** Told what happens. What it throws is ignored. */
  readonly onEvent?: ((event: KsefEvent) => void) | undefined;
}

/**
 * One object for KSeF: it logs in when that is needed, keeps tokens and keys fresh, and sends. Touches no network
 * by itself. Make one a program and share it.
 *
 * @throws InvalidInputError `INVALID_ENVIRONMENT`, `INVALID_CREDENTIALS`, `INVALID_TOKEN`, `INVALID_CONTEXT`,
 * `INVALID_OPTION`
 * @example
 * ```ts
 * import { createKsef } from '@ksef/client';
 * import { nip } from '@ksef/core';
 *
 * declare const xml: Uint8Array;
 * const ksef = createKsef({ environment: 'test', credentials: { ksefToken: process.env['KSEF_TOKEN'] ?? '' } });
 * const { status, ksefNumber } = await ksef.inContext(nip('5265877635')).send(xml);
 * ```
 */
export function createKsef(options: KsefOptions): Ksef {
  if (typeof options !== 'object' || options === null) {
    throw new InvalidInputError('createKsef needs options: environment and credentials.', {
      code: 'INVALID_OPTION',
      input: 'options',
    });
  }
  const environment = checkEnvironment(options.environment);
  const { ksefToken, authorizationPolicy } = checkCredentials(options.credentials);
  const context = options.context === undefined ? undefined : toContext(options.context);
  const { clock, loginTimeoutMs: timeoutMs } = options;
  const emit = (event: KsefEvent) => {
    try {
      options.onEvent?.(event);
    } catch {
      // An observer must not break what it observes.
    }
  };

  // Logins and public keys need no token: the client without one, so that a login never waits for itself.
  const open = createApi({
    ...transportOf(options),
    environment,
    onEvent: (event) => emit({ source: 'api', ...event }),
  });
  const encryption = new EncryptionService({
    ...options.encryption,
    clock,
    source: {
      listPublicKeys: async ({ signal } = {}) => listPublicKeyCertificates(open, {}, { signal }),
    },
  });
  const tokens = new TokenProvider({
    ...options.tokens,
    authenticator: tokenAuthenticator({ api: open, encryptor: encryption, token: ksefToken, authorizationPolicy, timeoutMs }),
    environment: environment.name,
    store: options.tokenStore,
    lock: options.tokenLock,
    clock,
    onEvent: (event) => emit({ source: 'tokens', ...event }),
  });
  const api = open.withAccessToken(tokens);
  return new Ksef({ environment, api, tokens, encryption, sessions: new Set(), emit, closed: false }, context);
}

function transportOf(options: KsefOptions): TransportOptions {
  const { fetch, clock, timeoutMs, overallTimeoutMs, retries, maxRetryAfterMs, rateLimiter, userAgent } = options;
  return { fetch, clock, timeoutMs, overallTimeoutMs, retries, maxRetryAfterMs, rateLimiter, userAgent };
}
