import type { Ksef, KsefEvent } from '@ksef/client';
import type { ContextIdentifier } from '@ksef/core';
import type { Call } from '../command/call.js';
import { credentialsOf } from './credentials-of.js';
import { lastEmulatorContext, rememberEmulatorContext } from './emulator-context.js';
import { findPlace } from './find-place.js';
import { loginCacheOf } from './login-cache.js';
import type { Place } from './place.js';

/** KSeF for one call, and where that is. */
export interface OpenedKsef {
  readonly ksef: Ksef;
  /** With the context that the client is bound to. */
  readonly place: Place & { readonly context: ContextIdentifier };
}

/** How to open KSeF. */
export interface OpenKsefOptions {
  /** The context, if neither options nor profile name one: e.g. the seller of the first invoice. */
  readonly context?: ContextIdentifier | undefined;
  /** Some operations reject logins with a token. */
  readonly login?: 'any' | 'signature' | undefined;
  readonly onEvent?: ((event: KsefEvent) => void) | undefined;
}

/** A client for the place of this call. */
export async function openKsef(call: Call, options: OpenKsefOptions = {}): Promise<OpenedKsef> {
  const place = await findPlace(call);
  return openKsefAt(call, place, options);
}

/** A client for a place. */
export async function openKsefAt(
  call: Call,
  place: Place,
  options: OpenKsefOptions = {},
): Promise<OpenedKsef> {
  const { env } = call.around;
  const isEmulator = place.environmentName === 'emulator';
  const context =
    place.context ?? options.context ?? (isEmulator ? await lastEmulatorContext(env) : undefined);
  if (context === undefined) {
    throw call.usage({
      en: 'Whose invoices? Give --nip, or set KSEF_NIP.',
      pl: 'Czyje faktury? Podaj --nip albo ustaw KSEF_NIP.',
    });
  }
  if (isEmulator) await rememberEmulatorContext(env, context);
  const { createKsef, logEvents } = await import('@ksef/client');
  const log = call.out.isVerbose ? logEvents(tracer(call)) : undefined;
  const cache = await loginCacheOf(call, place);
  const ksef = createKsef({
    environment: place.environment,
    credentials: await credentialsOf(call, place, options.login),
    context,
    tokenStore: cache?.store,
    onEvent(event) {
      log?.(event);
      // A token contains the permissions at the time of the login: the next command logs in again.
      if (event.type === 'response' && event.status === 403) void cache?.forget().catch(() => undefined);
      options.onEvent?.(event);
    },
  });
  return { ksef, place: { ...place, context } };
}

function tracer(call: Call) {
  const trace = (...parts: unknown[]) =>
    call.out.trace(parts.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join(' '));
  return { debug: trace, info: trace, warn: trace };
}
