import type { Api, CallOptions } from '@ksef/api';
import {
  type ContextIdentifier,
  type CredentialEvent,
  KsefError,
  requireContext,
  toContext,
} from '@ksef/core';
import { isPassing, numberFrom, type OptionChecks } from '@ksef/core/internal';
import { checkCallOptions } from '../call/index.js';
import {
  type CheckCredentialsOptions,
  type CredentialReport,
  type CredentialState,
  checkCredentials,
  endsBy,
  isToReplace,
} from './check-credentials.js';

/** Options of {@link Credentials.check}. */
export interface CheckOwnCredentialsOptions extends CheckCredentialsOptions {
  /**
   * Also reports the refresh token of the context, as expiring this long before its expiry, in milliseconds. For logins
   * that a person signs: programs log in again automatically. Default: it is not reported.
   */
  readonly warnOfRefreshTokenMs?: number | undefined;
}

/** Options of {@link Credentials.watch}. */
export interface WatchCredentialsOptions extends CheckOwnCredentialsOptions {
  /** Time between two checks, in milliseconds. Default one day. */
  readonly pollIntervalMs?: number | undefined;
}

/** What {@link credentials} adds to a client. */
export interface Credentials {
  /**
   * Expiry of the context's credentials, see {@link checkCredentials}. Calls `onEvent` of the client with
   * `credential-expiring` for each credential to replace.
   */
  check(options?: CheckOwnCredentialsOptions): Promise<CredentialReport>;
  /**
   * Checks now and every day until the signal aborts. Temporary errors are reported by `credentials-unknown`. Other
   * errors end it.
   */
  watch(options?: WatchCredentialsOptions): Promise<void>;
}

/** The parts of a client that {@link credentials} needs. */
export interface CredentialsClient {
  readonly api: Api;
  readonly context?: ContextIdentifier | undefined;
  readonly tokens: { refreshTokenEnd(context: ContextIdentifier): string | undefined };
}

const dayMs = 86_400_000;

type CheckChecks = Pick<CheckOwnCredentialsOptions, 'warnBeforeMs' | 'warnOfRefreshTokenMs'>;
type WatchChecks = CheckChecks & Pick<WatchCredentialsOptions, 'pollIntervalMs'>;
const checkChecks: OptionChecks<CheckChecks> = {
  warnBeforeMs: /* @__PURE__ */ numberFrom(0),
  warnOfRefreshTokenMs: /* @__PURE__ */ numberFrom(0),
};

/**
 * Expiry of KSeF tokens, certificates and refresh tokens, as a member of the client.
 *
 * @example
 * ```ts
 * import { createKsef, logEvents } from '@ksef/client';
 * import { nip } from '@ksef/core';
 * import { credentials } from '@ksef/management';
 *
 * const ksef = createKsef({
 *   environment: 'prd',
 *   credentials: { ksefToken: process.env.KSEF_TOKEN ?? '' },
 *   context: nip('5265877635'),
 *   onEvent: logEvents(console), // warns: ksef credential-expiring kind=ksefToken …
 * }).extend(credentials);
 * const { expiring } = await ksef.credentials.check();
 * ```
 */
export function credentials(
  { api, context, tokens }: CredentialsClient,
  { emit }: { emit(event: CredentialEvent): void },
): { readonly credentials: Credentials } {
  const check = async (options: CheckOwnCredentialsOptions = {}): Promise<CredentialReport> => {
    const { warnOfRefreshTokenMs, ...rest } = options;
    checkCallOptions<CheckChecks>(options, checkChecks);
    const here = contextOf(rest);
    const report = await checkCredentials(api, { ...rest, context: here });
    const all = [...report.credentials, ...refreshToken(here, warnOfRefreshTokenMs)];
    const expiring = all.filter(isToReplace);
    for (const { id, kind, name, validUntil = '' } of expiring)
      emit({ type: 'credential-expiring', context: here, kind, id, name, validUntil });
    return { ...report, credentials: all, expiring };
  };

  return {
    credentials: {
      check,
      async watch(options = {}) {
        const { pollIntervalMs = dayMs, ...rest } = options;
        checkCallOptions<WatchChecks>(options, { ...checkChecks, pollIntervalMs: numberFrom(1) });
        const own = { ...rest, context: contextOf(rest) };
        while (!rest.signal?.aborted) {
          await check(own).catch((error: unknown) => {
            if (rest.signal?.aborted) return;
            if (!isPassing(error)) throw error;
            const code = error instanceof KsefError ? error.code : 'NETWORK';
            emit({ type: 'credentials-unknown', context: own.context, code });
          });
          await api.clock.sleep(pollIntervalMs, rest.signal).catch(() => undefined);
        }
      },
    },
  };

  function contextOf({ context: named }: CallOptions): ContextIdentifier {
    return named === undefined ? (context ?? requireContext('credentials.check')) : toContext(named);
  }

  function refreshToken(here: ContextIdentifier, warnMs: number | undefined): CredentialState[] {
    const validUntil = warnMs === undefined ? undefined : tokens.refreshTokenEnd(here);
    if (warnMs === undefined || validUntil === undefined) return [];
    const isExpiring = endsBy(validUntil, api.clock.now() + warnMs);
    const id = `${here.type} ${here.value}`;
    return [{ kind: 'refreshToken', id, name: id, validUntil, isExpiring, isSuperseded: false }];
  }
}
