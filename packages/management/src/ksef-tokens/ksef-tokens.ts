import type { Api, CallOptions } from '@ksef/api';
import type { WaitOptions } from '../call/index.js';
import {
  type CreateKsefTokenOptions,
  createKsefToken,
  type KsefTokenRequest,
  type NewKsefToken,
} from './create-ksef-token.js';
import { type KsefTokenFilter, listKsefTokens } from './list-ksef-tokens.js';
import { revokeKsefToken } from './revoke-ksef-token.js';
import type { KsefToken } from './wait-for-ksef-token.js';

/** What {@link ksefTokens} adds to a client. */
export interface KsefTokens {
  /** See {@link createKsefToken}. */
  create(request: KsefTokenRequest, options?: CreateKsefTokenOptions): Promise<NewKsefToken>;
  /** See {@link listKsefTokens}. */
  list(filter?: KsefTokenFilter, options?: CallOptions): AsyncGenerator<KsefToken, void>;
  /** See {@link revokeKsefToken}. */
  revoke(referenceNumber: string, options?: WaitOptions): Promise<void>;
}

/**
 * KSeF tokens, as a member of the client.
 *
 * @example
 * ```ts
 * import { createKsef } from '@ksef/client';
 * import { nip } from '@ksef/core';
 * import { ksefTokens } from '@ksef/management';
 * import type { AuthRequestSigner } from '@ksef/auth';
 *
 * declare const signer: AuthRequestSigner; // xadesSigner(…) of @ksef/signing
 *
 * const ksef = createKsef({ environment: 'test', credentials: { signer } }).extend(ksefTokens);
 * const company = ksef.inContext(nip('5265877635'));
 * const { token } = await company.ksefTokens.create({ permissions: ['InvoiceWrite'], description: 'Till 7' });
 * ```
 */
export function ksefTokens({ api }: { readonly api: Api }): { readonly ksefTokens: KsefTokens } {
  return {
    ksefTokens: {
      create: (request, options) => createKsefToken(api, request, options),
      list: (filter, options) => listKsefTokens(api, filter, options),
      revoke: (referenceNumber, options) => revokeKsefToken(api, referenceNumber, options),
    },
  };
}
