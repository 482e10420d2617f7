import {
  type AccessTokenSource,
  type Api,
  type ApiEvent,
  createApi,
  getContextLimits,
  getInvoice,
  getRateLimits,
  listPublicKeyCertificates,
  type RateLimiter,
} from '@ksef/api';
import { type AuthorizationPolicy, listSessions, revokeCurrentSession, tokenAuthenticator } from '@ksef/auth';
import {
  type Clock,
  type ContextIdentifier,
  type ContextInput,
  environments,
  type FormCode,
  IntegrityError,
  InvalidInputError,
  type KsefEnvironment,
  ksefNumber,
  requireContext,
  sha256Base64,
  toContext,
} from '@ksef/core';
import { EncryptionService, type PreloadedKey } from '@ksef/crypto';
import {
  type InvoiceInput,
  type InvoiceResult,
  type OnlineSession,
  openSession,
  type SendInvoicesOptions,
  type SessionEvent,
  sendInvoices,
} from '@ksef/sessions';
import { type TokenEvent, type TokenLock, TokenProvider, type TokenStore } from '@ksef/token-provider';

/** How to log in. */
export interface KsefCredentials {
  /** A KSeF token, or where to find the one of each context. A secret. */
  readonly ksefToken: string | ((context: ContextIdentifier) => string | Promise<string>);
  /** Addresses from which the login's tokens may be used. */
  readonly authorizationPolicy?: AuthorizationPolicy | undefined;
}

/** Whatever happens, told to `onEvent`; never a secret. */
export type KsefEvent = ApiEvent | TokenEvent | SessionEvent;

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
  readonly rateLimiter?: RateLimiter | undefined;
  readonly fetch?: typeof globalThis.fetch | undefined;
  readonly clock?: Clock | undefined;
  /** Longest duration of one attempt at a request, in milliseconds. Default 30 000. */
  readonly timeoutMs?: number | undefined;
  readonly onEvent?: ((event: KsefEvent) => void) | undefined;
}

interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

/** Options of sending through {@link Ksef}. */
export type KsefSendOptions = Omit<SendInvoicesOptions, 'encryptor' | 'context'>;

/** KSeF, ready to use. Everything below it is reachable. */
export interface Ksef {
  readonly environment: KsefEnvironment;
  /** For the operations of `@ksef/api`. */
  readonly api: Api;
  readonly tokens: TokenProvider;
  readonly encryption: EncryptionService;
  /** The same, bound to one context; caches are shared. */
  inContext(context: ContextInput): Ksef;
  /** Logs in now, instead of at the first call. */
  login(options?: CallOptions): Promise<void>;
  /** Revokes the login at KSeF and forgets its tokens. */
  logout(options?: CallOptions): Promise<void>;
  /** Sends one invoice, waits for KSeF's judgement, and fetches and checks the receipt. */
  send(invoice: Uint8Array | string, options?: KsefSendOptions): Promise<InvoiceResult>;
  /** Sends any number of invoices: one result each, in order. */
  sendInvoices(
    source: AsyncIterable<InvoiceInput> | Iterable<InvoiceInput>,
    options?: KsefSendOptions,
  ): AsyncGenerator<InvoiceResult, void>;
  /** An online session of your own. */
  openSession(form: FormCode, options?: CallOptions): Promise<OnlineSession>;
  /** Downloads an invoice and checks its hash. */
  invoice(number: string, options?: CallOptions): Promise<Uint8Array>;
  /** Logins of this subject. */
  authSessions(options?: CallOptions): ReturnType<typeof listSessions>;
  /** Limits of sessions and of requests in force for the context. */
  limits(options?: CallOptions): Promise<{
    readonly sessions: Awaited<ReturnType<typeof getContextLimits>>;
    readonly requests: Awaited<ReturnType<typeof getRateLimits>>;
  }>;
}

/**
 * Makes a client: transport, keys, logins and sessions wired together. Nothing goes to the network yet.
 *
 * @throws InvalidInputError `INVALID_OPTION`, `INVALID_CONTEXT`
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
  const environment = environmentOf(options?.environment);
  const { ksefToken, authorizationPolicy } = checkedCredentials(options.credentials);
  const { clock, onEvent, fetch, timeoutMs, rateLimiter } = options;
  const emit = (event: KsefEvent) => onEvent?.(event);
  const publicApi = createApi({ environment, fetch, clock, timeoutMs, rateLimiter, onEvent: emit });
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
    authenticator: tokenAuthenticator({
      api: publicApi,
      encryptor: encryption,
      token: ksefToken,
      authorizationPolicy,
    }),
    store: options.tokenStore,
    lock: options.tokenLock,
    clock,
    onEvent: emit,
  });
  const api = publicApi.withAccessToken(tokens satisfies AccessTokenSource);
  return bind(api, options.context === undefined ? undefined : toContext(options.context), {
    environment,
    encryption,
    tokens,
    emit,
  });
}

interface Shared {
  readonly environment: KsefEnvironment;
  readonly encryption: EncryptionService;
  readonly tokens: TokenProvider;
  emit(event: KsefEvent): void;
}

function bind(unbound: Api, context: ContextIdentifier | undefined, shared: Shared): Ksef {
  const api = context === undefined ? unbound : unbound.inContext(context);
  const { encryption, tokens, emit } = shared;
  const current = (what: string) => context ?? requireContext(what);
  const sendAll = (
    source: AsyncIterable<InvoiceInput> | Iterable<InvoiceInput>,
    options: KsefSendOptions = {},
  ) =>
    // The context is fixed now: an async generator runs on in whatever context its consumer is.
    sendInvoices(api, source, {
      onEvent: emit,
      ...options,
      encryptor: encryption,
      context: current('sendInvoices'),
    });
  return {
    environment: shared.environment,
    api,
    tokens,
    encryption,
    inContext: (other) => bind(unbound, toContext(other), shared),
    async login(options) {
      await tokens.getToken(current('login'), options);
    },
    async logout(options = {}) {
      const own = current('logout');
      await revokeCurrentSession(api, { bearer: await tokens.getToken(own, options), ...options });
      await tokens.invalidate(own, options);
    },
    async send(invoice, options) {
      for await (const result of sendAll([{ content: invoice }], { upo: true, ...options })) return result;
      throw new Error('sendInvoices gave no result');
    },
    sendInvoices: sendAll,
    openSession: async (form, options) =>
      openSession(api, {
        form,
        encryptor: encryption,
        context: current('openSession'),
        onEvent: emit,
        ...options,
      }),
    async invoice(number, options) {
      const { bytes, contentHash } = await getInvoice(api, { ksefNumber: ksefNumber(number) }, options);
      if (contentHash !== undefined && (await sha256Base64(bytes)) !== contentHash) {
        throw new IntegrityError(
          `Invoice ${number} came with other bytes than KSeF states: download it again.`,
          { code: 'INVOICE_MISMATCH' },
        );
      }
      return bytes;
    },
    authSessions: (options) => listSessions(api, options),
    async limits(options) {
      const [sessions, requests] = await Promise.all([
        getContextLimits(api, {}, options),
        getRateLimits(api, {}, options),
      ]);
      return { sessions, requests };
    },
  };
}

function environmentOf(given: KsefOptions['environment']): KsefEnvironment {
  if (typeof given === 'object' && given !== null) return given;
  const known = { test: environments.test, demo: environments.demo, prod: environments.prd } as const;
  if (Object.hasOwn(known, given)) return known[given];
  throw new InvalidInputError(
    `${JSON.stringify(given)} is no environment: test, demo, prod, or customEnvironment(…).`,
    { code: 'INVALID_OPTION', input: 'environment' },
  );
}

function checkedCredentials(credentials: KsefCredentials | undefined): KsefCredentials {
  const token = credentials?.ksefToken;
  if (
    credentials !== undefined &&
    (typeof token === 'function' || (typeof token === 'string' && token.trim() !== ''))
  )
    return credentials;
  throw new InvalidInputError(
    'credentials.ksefToken is empty: give a KSeF token, or a function that finds one.',
    { code: 'INVALID_OPTION', input: 'credentials' },
  );
}
