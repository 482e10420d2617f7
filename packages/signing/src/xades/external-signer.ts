import { type Clock, systemClock } from '@ksef/core';
import { anything, checkOptions, invalidOption, isClock } from '@ksef/core/internal';
import type { SignOptions } from '../signers/signer.js';
import { checkSignedDocument } from '../verify/check-signed-document.js';
import {
  type AuthTokenRequest,
  type AuthTokenRequestVersion,
  authTokenRequestXml,
} from './auth-token-request.js';
import type { AuthRequestSigner } from './xades-signer.js';

/** Options of {@link externalSigner}. */
export interface ExternalSignerOptions {
  /** The clock for checking the certificate, for requests without `timestampMs`. Default: the system clock. */
  readonly clock?: Clock | undefined;
  /** Version of the document's schema. Default `2.1`. */
  readonly version?: AuthTokenRequestVersion | undefined;
}

/**
 * Signs logins with an external person or program. Your function receives the unsigned document, has it signed (a
 * person on gov.pl, a vendor's program, the two steps of `prepareAuthRequest`) and returns it within ten minutes. It is
 * checked before it is sent.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 * @example
 * ```ts
 * import { readFile, writeFile } from 'node:fs/promises';
 * import { externalSigner } from '@ksef/signing';
 *
 * declare function untilSigned(signal: AbortSignal | undefined): Promise<void>;
 * const signer = externalSigner(async (xml, { signal }) => {
 *   await writeFile('to-sign.xml', xml);
 *   await untilSigned(signal);
 *   return readFile('signed.xml');
 * });
 * ```
 */
export function externalSigner(
  sign: (xml: string, options: SignOptions) => Promise<string | Uint8Array>,
  options: ExternalSignerOptions = {},
): AuthRequestSigner {
  checkOptions<ExternalSignerOptions>(options, { clock: isClock, version: anything });
  if (typeof sign !== 'function') throw invalidOption('sign', 'a function that has the document signed');
  const { clock, version } = options;
  return {
    async signAuthRequest(request, { signal } = {}) {
      signal?.throwIfAborted();
      const xml = `<?xml version="1.0" encoding="utf-8"?>${authTokenRequestXml(request, { version })}`;
      const signed = await sign(xml, { signal });
      await checkSignedDocument(signed, request, { clock: clockOf(request) ?? clock, signal });
      return typeof signed === 'string' ? signed : new TextDecoder().decode(signed);
    },
  };
}

/** KSeF's clock at the time of the challenge. */
function clockOf({ timestampMs }: AuthTokenRequest): Clock | undefined {
  return timestampMs === undefined ? undefined : { ...systemClock, now: () => timestampMs };
}
