import { type Api, getContextLimits, getInvoice, getRateLimits } from '@ksef/api';
import { listSessions, revokeCurrentSession } from '@ksef/auth';
import {
  type ContextIdentifier,
  IntegrityError,
  type KsefEnvironment,
  ksefNumber,
  requireContext,
  sha256Base64,
  toContext,
} from '@ksef/core';
import type { EncryptionService } from '@ksef/crypto';
import { type InvoiceInput, openSession, sendInvoices } from '@ksef/sessions';
import type { TokenProvider } from '@ksef/token-provider';
import type { Ksef, KsefSendOptions } from './ksef.js';
import type { KsefEvent } from './ksef-options.js';

/** What facades of all contexts share. */
export interface Shared {
  readonly environment: KsefEnvironment;
  readonly encryption: EncryptionService;
  readonly tokens: TokenProvider;
  emit(event: KsefEvent): void;
}

/** The facade of one context, or of whichever is the ambient one. */
export function bindKsef(unbound: Api, context: ContextIdentifier | undefined, shared: Shared): Ksef {
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
    inContext: (other) => bindKsef(unbound, toContext(other), shared),
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
