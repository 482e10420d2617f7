import { type Api, getContextLimits, getRateLimits } from '@ksef/api';
import { listSessions, revokeCurrentSession } from '@ksef/auth';
import { type ContextIdentifier, type KsefEnvironment, requireContext, toContext } from '@ksef/core';
import { observed } from '@ksef/core/internal';
import type { EncryptionService } from '@ksef/crypto';
import type { ExportEvent, ExportSlots } from '@ksef/export';
import { closeSession, type InvoiceValidationOptions, openSession, type SessionEvent } from '@ksef/sessions';
import type { TokenProvider } from '@ksef/token-provider';
import type { CallObserver, CompleteOptions } from './complete-options.js';
import type { Ksef, KsefExtension } from './ksef.js';
import { checkCallOptions } from './ksef-checks.js';
import type { KsefEvent } from './ksef-options.js';
import { receiving } from './receiving.js';
import { sending } from './sending.js';
import { withExtensions } from './with-extensions.js';

/** State shared by the facades of all contexts. */
export interface Shared {
  readonly environment: KsefEnvironment;
  readonly encryption: EncryptionService;
  readonly tokens: TokenProvider;
  /** Running exports of each context. KSeF allows ten. */
  readonly exportSlots: Map<string, ExportSlots>;
  /** Priority of calls that set none. */
  readonly validation: InvoiceValidationOptions;
  emit(event: KsefEvent): void;
}

/** The facade of one context, or of the ambient context. */
export function bindKsef(
  unbound: Api,
  context: ContextIdentifier | undefined,
  shared: Shared,
  extensions: readonly KsefExtension[] = [],
): Ksef {
  const api = context === undefined ? unbound : unbound.inContext(context);
  const { encryption, tokens, emit } = shared;
  const current = (what: string) => context ?? requireContext(what);
  const complete: CompleteOptions = <Options extends CallObserver>(what: string, options?: Options) => {
    const own = current(what);
    const tellCall = observed(options?.onEvent as ((event: SessionEvent | ExportEvent) => void) | undefined);
    return {
      encryptor: encryption,
      context: own,
      ...(options as Options),
      onEvent(event) {
        emit({ ...event, context: own });
        tellCall(event);
      },
    };
  };
  const facade: Ksef = {
    environment: shared.environment,
    context,
    api,
    tokens,
    encryption,
    inContext: (other) => bindKsef(unbound, toContext(other), shared, extensions),
    withPriority: (priority) => bindKsef(unbound.withPriority(priority), context, shared, extensions),
    // `withExtensions` adds the members that the types promise.
    extend: (...more) => bindKsef(unbound, context, shared, [...extensions, ...more]) as never,
    async login(options) {
      checkCallOptions(options);
      await tokens.getToken(current('login'), options);
    },
    async logout(options = {}) {
      checkCallOptions(options);
      const own = current('logout');
      await revokeCurrentSession(api, {
        context: own,
        bearer: await tokens.getToken(own, options),
        ...options,
      });
      await tokens.invalidate(own, options);
    },
    ...sending(api, complete, shared.validation),
    ...receiving(api, complete, shared.exportSlots),
    async openSession(formCode, options) {
      checkCallOptions(options);
      return openSession(api, { ...complete('openSession', options), formCode });
    },
    closeSession: async (referenceNumber, options) => {
      checkCallOptions(options);
      const { encryptor: _, ...call } = complete('closeSession', options);
      return closeSession(api, referenceNumber, call);
    },
    authSessions(options) {
      checkCallOptions(options);
      return listSessions(api, options);
    },
    async limits(options) {
      checkCallOptions(options);
      const [sessions, requests] = await Promise.all([
        getContextLimits(api, {}, options),
        getRateLimits(api, {}, options),
      ]);
      return { sessions, requests };
    },
  };
  return withExtensions(facade, extensions, { emit });
}
