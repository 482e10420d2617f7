import type { Api, CallOptions } from '@ksef/api';
import { findPeppolProvider, listPeppolProviders, type PeppolProvider } from './list-peppol-providers.js';

/** What {@link peppol} adds to a client. */
export interface Peppol {
  /** See {@link listPeppolProviders}. */
  list(options?: CallOptions): AsyncGenerator<PeppolProvider, void>;
  /** See {@link findPeppolProvider}. */
  find(id: string, options?: CallOptions): Promise<PeppolProvider | undefined>;
}

/**
 * Peppol service providers, as a member of the client.
 *
 * @example
 * ```ts
 * import type { Ksef } from '@ksef/client';
 * import { peppol } from '@ksef/management';
 *
 * declare const ksef: Ksef;
 *
 * const provider = await ksef.extend(peppol).peppol.find('PPL123456');
 * ```
 */
export function peppol({ api }: { readonly api: Api }): { readonly peppol: Peppol } {
  return {
    peppol: {
      list: (options) => listPeppolProviders(api, options),
      find: (id, options) => findPeppolProvider(api, id, options),
    },
  };
}
