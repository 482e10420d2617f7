import type { Api, CallOptions } from '@ksef/api';
import {
  type CreateCollectiveIdentifiersOptions,
  createCollectiveIdentifiers,
  type PaymentNumber,
} from './create-collective-identifiers.js';
import {
  type CollectiveIdentifierOfInvoice,
  type CollectiveInvoice,
  expandCollectiveIdentifiers,
  listCollectiveIdentifiersOfInvoice,
} from './expand-collective-identifiers.js';
import type { InvoicesToPay } from './invoice-to-pay.js';
import {
  type CollectiveIdentifierFilter,
  type ListedCollectiveIdentifier,
  listCollectiveIdentifiers,
} from './list-collective-identifiers.js';

/** What {@link collectiveIdentifiers} adds to a client. */
export interface CollectiveIdentifiers {
  /** See {@link createCollectiveIdentifiers}. */
  create(
    invoices: InvoicesToPay,
    options?: CreateCollectiveIdentifiersOptions,
  ): AsyncGenerator<PaymentNumber, void>;
  /** See {@link expandCollectiveIdentifiers}. */
  expand(numbers: string | Iterable<string>, options?: CallOptions): AsyncGenerator<CollectiveInvoice, void>;
  /** See {@link listCollectiveIdentifiers}. */
  list(
    filter?: CollectiveIdentifierFilter,
    options?: CallOptions,
  ): AsyncGenerator<ListedCollectiveIdentifier, void>;
  /** See {@link listCollectiveIdentifiersOfInvoice}. */
  ofInvoice(ksefNumber: string, options?: CallOptions): AsyncGenerator<CollectiveIdentifierOfInvoice, void>;
}

/**
 * Collective identifiers, as a member of the client.
 *
 * @example
 * ```ts
 * import { createKsef } from '@ksef/client';
 * import { nip } from '@ksef/core';
 * import { collectiveIdentifiers, transferTitle } from '@ksef/management';
 *
 * const ksef = createKsef({
 *   environment: 'test',
 *   credentials: { ksefToken: process.env.KSEF_TOKEN ?? '' },
 *   context: nip('5265877635'),
 * }).extend(collectiveIdentifiers);
 * declare const unpaid: string[]; // KSeF numbers
 *
 * for await (const { number, sellerNip } of ksef.collectiveIdentifiers.create(unpaid))
 *   console.log(sellerNip, transferTitle([number]));
 * ```
 */
export function collectiveIdentifiers({ api }: { readonly api: Api }): {
  readonly collectiveIdentifiers: CollectiveIdentifiers;
} {
  return {
    collectiveIdentifiers: {
      create: (invoices, options) => createCollectiveIdentifiers(api, invoices, options),
      expand: (numbers, options) => expandCollectiveIdentifiers(api, numbers, options),
      list: (filter, options) => listCollectiveIdentifiers(api, filter, options),
      ofInvoice: (ksefNumber, options) => listCollectiveIdentifiersOfInvoice(api, ksefNumber, options),
    },
  };
}
