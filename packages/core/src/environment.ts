import { InvalidInputError } from './errors/invalid-input-error.js';
import { checkOptions } from './options/check-options.js';
import { anything } from './options/option-checks.js';
import { quoted } from './quoted.js';

/** The addresses of one KSeF environment. */
export interface KsefEnvironment {
  /** `TEST`, `DEMO`, `PRD`, or a name of your own. Caches are keyed by it. */
  readonly name: string;
  /** Base URL of the operations, without a trailing slash. */
  readonly apiUrl: string;
  /** Base URL of the pages behind invoice QR codes, without a trailing slash. */
  readonly qrUrl: string;
}

/** The environments of the Ministry of Finance. Only production (PRD) has legal effect. */
export const environments = /* @__PURE__ */ Object.freeze({
  test: /* @__PURE__ */ environment(
    'TEST',
    'https://api-test.ksef.mf.gov.pl/v2',
    'https://qr-test.ksef.mf.gov.pl',
  ),
  demo: /* @__PURE__ */ environment(
    'DEMO',
    'https://api-demo.ksef.mf.gov.pl/v2',
    'https://qr-demo.ksef.mf.gov.pl',
  ),
  prd: /* @__PURE__ */ environment('PRD', 'https://api.ksef.mf.gov.pl/v2', 'https://qr.ksef.mf.gov.pl'),
});

/**
 * An environment with your own addresses: an emulator, or your company's gateway.
 *
 * @throws InvalidInputError `INVALID_OPTION` for an unknown field; `INVALID_ENVIRONMENT` for an address that is not a URL, uses plain http beyond this
 * machine, or has `/v2` twice
 * @example
 * ```ts
 * import { customEnvironment } from '@ksef/core';
 *
 * const local = customEnvironment({ name: 'local', apiUrl: 'http://127.0.0.1:8080/v2', qrUrl: 'http://127.0.0.1:8080'
 * });
 * ```
 */
export function customEnvironment(options: { name: string; apiUrl: string; qrUrl: string }): KsefEnvironment {
  checkOptions<KsefEnvironment>(options ?? {}, { name: anything, apiUrl: anything, qrUrl: anything });
  if (typeof options?.name !== 'string' || options.name === '') {
    throw new InvalidInputError('The environment has no name. Set one: caches are keyed by it.', {
      code: 'INVALID_ENVIRONMENT',
      input: 'name',
    });
  }
  return environment(options.name, checkedUrl('apiUrl', options.apiUrl), checkedUrl('qrUrl', options.qrUrl));
}

/**
 * Whether a URL points to this machine, where plain http is acceptable.
 *
 * @example
 * ```ts
 * import { isLoopback } from '@ksef/core';
 *
 * isLoopback(new URL('http://127.0.0.1:8080')); // true
 * ```
 */
export function isLoopback(url: URL): boolean {
  return /^(localhost|\[::1\]|127(\.\d{1,3}){3})$/.test(url.hostname);
}

const longestUrl = 2_000;

function checkedUrl(input: string, value: string): string {
  if (typeof value === 'string' && value.length > longestUrl) {
    throw new InvalidInputError(`${input} has ${value.length} characters. Use at most ${longestUrl}.`, {
      code: 'INVALID_ENVIRONMENT',
      input,
    });
  }
  let url: URL;
  try {
    url = new URL(value);
  } catch (cause) {
    throw new InvalidInputError(`${input} is not a URL: ${quoted(value)}.`, {
      code: 'INVALID_ENVIRONMENT',
      input,
      cause,
    });
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url))) {
    throw new InvalidInputError(`${input} must be https (http only on this machine): ${url.origin}.`, {
      code: 'INVALID_ENVIRONMENT',
      input,
    });
  }
  const trimmed = withoutSlashes(value);
  if (/(\/v\d{1,9})\1$/.test(trimmed)) {
    throw new InvalidInputError(`${input} names the version of the API twice: ${quoted(value)}.`, {
      code: 'INVALID_ENVIRONMENT',
      input,
    });
  }
  return trimmed;
}

function withoutSlashes(url: string): string {
  let end = url.length;
  while (url[end - 1] === '/') end--;
  return url.slice(0, end);
}

function environment(name: string, apiUrl: string, qrUrl: string): KsefEnvironment {
  return Object.freeze({ name, apiUrl, qrUrl });
}
