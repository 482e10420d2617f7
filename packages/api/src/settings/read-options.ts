import { systemClock } from '@ksef/core';
import { invalidOption, observed } from '@ksef/core/internal';
import ky from 'ky';
import { defaultFetch } from '#default-fetch';
import type { AccessTokenFunction, AccessTokenSource } from '../access-token-source.js';
import type { KyInstance } from '../ky-instance.js';
import type { ApiOptions } from './api-options.js';
import type { ApiSettings } from './api-settings.js';
import { asContext } from './as-context.js';
import { GroupPauses } from './group-pauses.js';
import { secureUrl } from './secure-url.js';
import { defaultUserAgent } from './user-agent.js';

const defaults = { timeoutMs: 30_000, overallTimeoutMs: 120_000, retries: 3, maxRetryAfterMs: 60_000 };
type Numbers = typeof defaults;
const kinds = [
  ['fetch', 'function'],
  ['onEvent', 'function'],
  ['userAgent', 'string'],
] as const;

/**
 * Checks the options, and fills in defaults.
 *
 * @throws InvalidInputError `INVALID_OPTION`, `INVALID_CONTEXT`
 */
export function readOptions(options: ApiOptions): ApiSettings {
  // Tokens are sent there, so the rule of customEnvironment also applies to environments that were created by hand.
  const apiUrl = secureUrl(options?.environment?.apiUrl);
  // A query, a fragment or spaces would break the address of every request.
  if (!apiUrl || /[?#\s]/.test(options.environment.apiUrl)) {
    throw invalidOption('environment', 'from environments, or customEnvironment()');
  }
  const settings: ApiSettings & { onEvent: unknown } = {
    environment: options.environment,
    rateLimiter: options.rateLimiter,
    onEvent: options.onEvent,
    apiUrl: apiUrl.href.replace(/\/?$/, '/'),
    accessToken: toTokenSource(options.accessToken),
    context: options.context === undefined ? undefined : asContext(options.context),
    // Called without `this`: browsers and Cloudflare Workers reject their `fetch` on another object.
    fetch: (input, init) => (options.fetch ?? defaultFetch)(input, init),
    ky: toKy(options.ky),
    hasHooks: options.ky !== undefined,
    userAgent: options.userAgent ?? defaultUserAgent(),
    clock: options.clock ?? systemClock,
    ...numbersIn(options),
    pauses: new GroupPauses(),
    emit: observed(options.onEvent),
  };
  for (const [name, kind] of kinds) {
    if (options[name] !== undefined && typeof options[name] !== kind) throw invalidOption(name, `a ${kind}`);
  }
  if (typeof settings.clock.sleep !== 'function') throw invalidOption('clock', 'a Clock');
  if (options.rateLimiter && typeof options.rateLimiter.admit !== 'function') {
    throw invalidOption('rateLimiter', 'a RateLimiter');
  }
  // Without this check, a misspelt option would be ignored silently.
  for (const name in options) if (!(name in settings)) throw invalidOption(name, 'a known option');
  return settings;
}

/** @throws InvalidInputError `INVALID_OPTION` */
export function toTokenSource(
  source: AccessTokenSource | AccessTokenFunction | undefined,
): AccessTokenSource | undefined {
  if (typeof source !== 'function') {
    if (source !== undefined && typeof source?.getToken !== 'function')
      throw invalidOption('accessToken', 'a function, or an object with getToken');
    return source;
  }
  return { getToken: async (context, options) => source(context, options) };
}

function toKy(given: KyInstance | undefined): KyInstance {
  if (given === undefined) return ky;
  if (typeof given !== 'function') throw invalidOption('ky', 'from ky.extend()');
  return given;
}

function numbersIn(options: ApiOptions): Numbers {
  const numbers = { ...defaults };
  for (const name of Object.keys(defaults) as (keyof Numbers)[]) {
    const value = options[name] ?? defaults[name];
    if (!(value >= 0)) throw invalidOption(name, 'at least 0');
    numbers[name] = value;
  }
  return numbers;
}
