import type { Api, CallOptions, Schemas } from '@ksef/api';
import { collectiveIdentifier, ksefNumber as toKsefNumber } from '@ksef/core';
import { checkCallOptions, inThisContext } from '../call/index.js';
import { invoicesOf, ofInvoice } from './find-created.js';

/** An invoice of a collective identifier. */
export type CollectiveInvoice = Schemas['CollectiveIdentifierInvoicesQueryResponseItem'];
/** A collective identifier that contains an invoice. */
export type CollectiveIdentifierOfInvoice = Schemas['CollectiveIdentifiersByKsefNumberQueryResponseItem'];

/** KSeF's maximum in one request. */
const mostAtOnce = 10;

/**
 * Invoices of collective identifiers, e.g. of all identifiers in a bank statement. Each invoice contains its
 * identifier. Amounts and descriptions are visible to the parties of the invoice and to the creator of the identifier.
 * Numbers that KSeF does not know have no invoices. Checksums are checked before the first request.
 *
 * @throws InvalidInputError `INVALID_OPTION`, `INVALID_COLLECTIVE_IDENTIFIER`
 * @throws KsefApiError when KSeF rejects it
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { expandCollectiveIdentifiers } from '@ksef/management';
 *
 * async function match(api: Api, numbers: readonly string[]): Promise<void> {
 *   for await (const { ksefNumber, payment } of expandCollectiveIdentifiers(api, numbers))
 *     console.log(ksefNumber, payment?.amount ?? 'in full');
 * }
 * ```
 */
export function expandCollectiveIdentifiers(
  api: Api,
  numbers: string | Iterable<string>,
  options: CallOptions = {},
): AsyncGenerator<CollectiveInvoice, void> {
  checkCallOptions(options);
  const given = typeof numbers === 'string' ? [numbers] : numbers;
  const wanted = [...new Set(Array.from(given, collectiveIdentifier))];
  const here = inThisContext();
  return (async function* () {
    for (let start = 0; start < wanted.length; start += mostAtOnce) {
      const pages = await here(async () => invoicesOf(api, wanted.slice(start, start + mostAtOnce), options));
      yield* pages;
    }
  })();
}

/**
 * Collective identifiers that contain an invoice, newest first.
 *
 * @throws InvalidInputError `INVALID_OPTION`, `INVALID_KSEF_NUMBER`
 * @throws KsefApiError when KSeF rejects it
 */
export function listCollectiveIdentifiersOfInvoice(
  api: Api,
  ksefNumber: string,
  options: CallOptions = {},
): AsyncGenerator<CollectiveIdentifierOfInvoice, void> {
  checkCallOptions(options);
  return ofInvoice(api, toKsefNumber(ksefNumber), options);
}
