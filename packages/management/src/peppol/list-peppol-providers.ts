import { type Api, type CallOptions, listPeppolProviders as list, type Schemas } from '@ksef/api';
import { peppolId } from '@ksef/core';
import { allNumberedPages, checkCallOptions } from '../call/index.js';

/** A Peppol service provider as KSeF lists it. */
export type PeppolProvider = Schemas['PeppolProvider'];

/**
 * All Peppol service providers that are registered in KSeF. Needs no login.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 * @throws KsefApiError when KSeF rejects it
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { listPeppolProviders } from '@ksef/management';
 *
 * async function print(api: Api): Promise<void> {
 *   for await (const { id, name } of listPeppolProviders(api)) console.log(id, name);
 * }
 * ```
 */
export function listPeppolProviders(
  api: Api,
  options: CallOptions = {},
): AsyncGenerator<PeppolProvider, void> {
  checkCallOptions(options);
  return allNumberedPages(async (pageOffset) => {
    const page = await list(api, { pageOffset, pageSize: 100 }, options);
    return { items: page.peppolProviders, hasMore: page.hasMore };
  });
}

/**
 * One provider, e.g. before you {@link authorize} it; undefined if it is not registered.
 *
 * @throws InvalidInputError `INVALID_OPTION`, `INVALID_CONTEXT`
 * @throws KsefApiError when KSeF rejects it
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { authorize, findPeppolProvider } from '@ksef/management';
 *
 * async function letInvoice(api: Api, id: string): Promise<void> {
 *   const provider = await findPeppolProvider(api, id);
 *   if (provider === undefined) throw new Error(`${id} is not registered.`);
 *   await authorize(api, {
 *     subjectIdentifier: { type: 'PeppolId', value: id },
 *     permission: 'PefInvoicing',
 *     description: 'Invoices by Peppol',
 *     subjectDetails: { fullName: provider.name },
 *   });
 * }
 * ```
 */
export async function findPeppolProvider(
  api: Api,
  id: string,
  options: CallOptions = {},
): Promise<PeppolProvider | undefined> {
  const wanted = peppolId(id).value;
  for await (const provider of listPeppolProviders(api, options)) if (provider.id === wanted) return provider;
  return undefined;
}
