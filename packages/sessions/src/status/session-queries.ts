import {
  type Api,
  type CallOptions,
  getSessionInvoiceStatus,
  getSessionStatus,
  listFailedSessionInvoices,
  listSessionInvoices,
  type Schemas,
} from '@ksef/api';
import { referenceNumber as checkReference } from '@ksef/core';
import { checkOptions, wholeNumber } from '@ksef/core/internal';
import { callChecks } from '../options/index.js';

/** State of a session. */
export type SessionState = Schemas['SessionStatusResponse'];
/** State of one invoice of a session. */
export type SessionInvoice = Schemas['SessionInvoiceStatusResponse'];

/**
 * State of a session: its status, and how many invoices it has.
 *
 * @throws InvalidInputError `INVALID_REFERENCE_NUMBER`
 * @throws KsefApiError 21173 for a session that KSeF does not know
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { getSession } from '@ksef/sessions';
 *
 * declare const api: Api;
 * declare const session: string; // reference number
 *
 * const { status, invoiceCount, successfulInvoiceCount } = await getSession(api, session);
 * ```
 */
export async function getSession(
  api: Api,
  referenceNumber: string,
  options?: CallOptions,
): Promise<SessionState> {
  return getSessionStatus(api, { referenceNumber: checkReference(referenceNumber) }, options);
}

/**
 * All invoices of a session. Pages are requested on demand.
 *
 * @throws InvalidInputError `INVALID_REFERENCE_NUMBER`; KsefApiError 21173 for a session that KSeF does not know
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { sessionInvoices } from '@ksef/sessions';
 *
 * declare const api: Api;
 * declare const session: string; // reference number
 *
 * for await (const { invoiceNumber, ksefNumber, status } of sessionInvoices(api, session))
 *   console.log(invoiceNumber, ksefNumber, status.code);
 * ```
 */
export async function* sessionInvoices(
  api: Api,
  referenceNumber: string,
  options: CallOptions & { readonly pageSize?: number } = {},
): AsyncGenerator<SessionInvoice> {
  yield* listedInvoices(api, listSessionInvoices, referenceNumber, options);
}

/**
 * The invoices of a session that KSeF rejected.
 *
 * @throws InvalidInputError `INVALID_REFERENCE_NUMBER`; KsefApiError 21173 for a session that KSeF does not know
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { failedInvoices } from '@ksef/sessions';
 *
 * declare const api: Api;
 * declare const session: string; // reference number
 *
 * for await (const { invoiceNumber, status } of failedInvoices(api, session))
 *   console.log(invoiceNumber, status.code, status.description, status.details);
 * ```
 */
export async function* failedInvoices(
  api: Api,
  referenceNumber: string,
  options: CallOptions & { readonly pageSize?: number } = {},
): AsyncGenerator<SessionInvoice> {
  yield* listedInvoices(api, listFailedSessionInvoices, referenceNumber, options);
}

/**
 * State of one invoice.
 *
 * @throws InvalidInputError `INVALID_REFERENCE_NUMBER`; KsefApiError 21173 for a session that KSeF does not know
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { getSessionInvoice } from '@ksef/sessions';
 *
 * declare const api: Api;
 * declare const session: string; // reference number
 * declare const invoice: string; // its reference number, of the answer to sending
 *
 * const { status, ksefNumber } = await getSessionInvoice(api, session, invoice);
 * ```
 */
export async function getSessionInvoice(
  api: Api,
  sessionReference: string,
  invoiceReference: string,
  options?: CallOptions,
): Promise<SessionInvoice> {
  return getSessionInvoiceStatus(
    api,
    {
      referenceNumber: checkReference(sessionReference),
      invoiceReferenceNumber: checkReference(invoiceReference),
    },
    options,
  );
}

/** Whether a status is final: 100, 150 and 170 are not. */
export function isFinal(code: number): boolean {
  return code >= 200;
}

/** The invoices of one of a session's lists, page by page. */
export async function* listedInvoices(
  api: Api,
  list: typeof listSessionInvoices | typeof listFailedSessionInvoices,
  session: string,
  options: CallOptions & { readonly pageSize?: number },
): AsyncGenerator<SessionInvoice> {
  checkOptions<typeof options>(options, { ...callChecks, pageSize: wholeNumber(1, 1_000) });
  const referenceNumber = checkReference(session);
  const { pageSize = 100, ...call } = options;
  let continuationToken: string | undefined;
  do {
    const page = await list(api, { referenceNumber, pageSize, continuationToken }, call);
    // If there are none, KSeF may omit the list, contrary to the contract.
    yield* page.invoices ?? [];
    continuationToken = page.continuationToken || undefined;
  } while (continuationToken !== undefined);
}
