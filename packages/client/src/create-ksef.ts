import { type AccessTokenSource, createApi, getRateLimits, listPublicKeyCertificates } from '@ksef/api';
import { slidingWindowLimiter } from '@ksef/api/limiter';
import {
  customEnvironment,
  environments,
  InvalidInputError,
  type KsefEnvironment,
  toContext,
} from '@ksef/core';
import { observed, quoted } from '@ksef/core/internal';
import { EncryptionService } from '@ksef/crypto';
import { checkValidator } from '@ksef/sessions/internal';
import { TokenProvider } from '@ksef/token-provider';
import { bindKsef } from './bind-ksef.js';
import { authenticatorOf } from './credentials.js';
import { explainForbidden } from './explain-forbidden.js';
import type { Ksef } from './ksef.js';
import { checkKsefOptions } from './ksef-checks.js';
import type { KsefEvent, KsefOptions } from './ksef-options.js';

/**
 * Creates a client: transport, keys, logins and sessions, ready to use. Creating it sends no request.
 *
 * @throws InvalidInputError `INVALID_OPTION`, `INVALID_ENVIRONMENT`, `INVALID_CONTEXT`, `INVALID_IP_POLICY`
 * @example
 * ```ts
 * import { createKsef } from '@ksef/client';
 * import { nip } from '@ksef/core';
 *
 * declare const xml: Uint8Array;
 * const ksef = createKsef({ environment: 'test', credentials: { ksefToken: process.env.KSEF_TOKEN ?? '' } });
 * const { status, ksefNumber } = await ksef.inContext(nip('5265877635')).send(xml);
 * ```
 */
export function createKsef(options: KsefOptions): Ksef {
  checkKsefOptions(options);
  const environment = environmentOf(options?.environment);
  const { clock, onEvent, fetch, ky, timeoutMs, validator, validate } = options;
  checkValidator(options);
  const emit = observed<KsefEvent>(onEvent);
  const rateLimiter =
    options.rateLimiter === false
      ? undefined
      : (options.rateLimiter ??
        slidingWindowLimiter({
          clock,
          onEvent: emit,
          limitsOf: (context, call) => getRateLimits(api, {}, { context, ...call }),
        }));
  const publicApi = createApi({ environment, fetch, ky, clock, timeoutMs, rateLimiter, onEvent: emit });
  const encryption = new EncryptionService({
    source:
      options.publicKeys === undefined
        ? { listPublicKeys: (call) => listPublicKeyCertificates(publicApi, {}, call) }
        : undefined,
    preloaded: options.publicKeys,
    clock,
  });
  const tokens = new TokenProvider({
    environment: environment.name,
    authenticator: authenticatorOf(options.credentials, publicApi, encryption),
    store: options.tokenStore,
    lock: options.tokenLock,
    whenLockFails: options.whenLockFails,
    clock,
    onEvent: emit,
  });
  const api = explainForbidden(
    publicApi.withAccessToken(tokens satisfies AccessTokenSource),
    options.credentials,
  );
  return bindKsef(api, options.context === undefined ? undefined : toContext(options.context), {
    environment,
    encryption,
    tokens,
    emit,
    validation: { validator, validate },
    exportSlots: new Map(),
  });
}

function environmentOf(given: KsefOptions['environment']): KsefEnvironment {
  if (typeof given === 'object' && given !== null) return customEnvironment(given);
  const known = { ...environments, prod: environments.prd } as const;
  if (Object.hasOwn(known, given)) return known[given];
  throw new InvalidInputError(
    `Unknown environment ${quoted(given)}. Use "test", "demo", "prd" or customEnvironment(…).`,
    { code: 'INVALID_OPTION', input: 'environment' },
  );
}
