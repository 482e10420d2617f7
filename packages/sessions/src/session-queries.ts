import {
  type Api,
  type CallOptions,
  getInvoiceUpoByKsefNumber,
  getInvoiceUpoByReference,
  getSessionInvoiceStatus,
  getSessionStatus,
  getSessionUpo,
  listFailedSessionInvoices,
  listSessionInvoices,
  type Schemas,
} from '@ksef/api';
import {
  referenceNumber as checkReference,
  growingWaits,
  IntegrityError,
  KsefStatusError,
  parseKsefNumber,
} from '@ksef/core';
import type { UpoDocument } from '@ksef/documents';
import { documents } from './documents.js';
import { downloadLink } from './download-link.js';
import { hashOf } from './hash-of.js';

/** State of a session. */
export type SessionState = Schemas['SessionStatusResponse'];
/** State of one invoice of a session. */
export type SessionInvoice = Schemas['SessionInvoiceStatusResponse'];

/** A receipt (UPO), read and checked. */
export interface Upo {
  readonly bytes: Uint8Array;
  readonly document: UpoDocument;
}

/** Options of waiting. */
export interface WaitOptions extends CallOptions {
  /** Longest wait altogether, in milliseconds. Default five minutes. */
  readonly waitTimeoutMs?: number | undefined;
}

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
 * All invoices of a session, page by page as they are asked for.
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
  yield* pages((continuationToken) =>
    listSessionInvoices(
      api,
      {
        referenceNumber: checkReference(referenceNumber),
        pageSize: options.pageSize ?? 100,
        continuationToken,
      },
      options,
    ),
  );
}

/**
 * The invoices of a session that KSeF refused.
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
  yield* pages((continuationToken) =>
    listFailedSessionInvoices(
      api,
      {
        referenceNumber: checkReference(referenceNumber),
        pageSize: options.pageSize ?? 100,
        continuationToken,
      },
      options,
    ),
  );
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

/**
 * Waits until KSeF has judged an invoice, whatever the judgement.
 *
 * @throws KsefStatusError `WAIT_TIMEOUT`
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { waitForInvoice } from '@ksef/sessions';
 *
 * declare const api: Api;
 * declare const session: string; // reference number
 * declare const invoice: string; // its reference number, of the answer to sending
 *
 * const { status, ksefNumber } = await waitForInvoice(api, session, invoice, { waitTimeoutMs: 60_000 });
 * ```
 */
export function waitForInvoice(
  api: Api,
  sessionReference: string,
  invoiceReference: string,
  options: WaitOptions = {},
): Promise<SessionInvoice> {
  return poll(api, options, () => getSessionInvoice(api, sessionReference, invoiceReference, options));
}

/**
 * Waits until a closed session is processed, whatever the outcome.
 *
 * @throws KsefStatusError `WAIT_TIMEOUT`
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { sessionUpo, waitForSession } from '@ksef/sessions';
 *
 * declare const api: Api;
 * declare const session: string; // reference number
 *
 * await waitForSession(api, session);
 * for await (const { document } of sessionUpo(api, session))
 *   for (const { ksefNumber, invoiceHash } of document.invoices) console.log(ksefNumber, invoiceHash);
 * ```
 */
export function waitForSession(
  api: Api,
  referenceNumber: string,
  options: WaitOptions = {},
): Promise<SessionState> {
  return poll(api, options, () => getSession(api, referenceNumber, options));
}

/**
 * Downloads and checks the receipt of one invoice, named by reference or by KSeF number.
 *
 * @throws IntegrityError `UPO_MISMATCH`, `INVALID_UPO`
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { getInvoiceUpo } from '@ksef/sessions';
 *
 * declare const api: Api;
 * declare const session: string; // reference number
 *
 * const { bytes } = await getInvoiceUpo(api, session, { ksefNumber: '5265877635-20250826-0100001AF629-AF' });
 * ```
 */
export async function getInvoiceUpo(
  api: Api,
  sessionReference: string,
  invoice: { readonly referenceNumber: string } | { readonly ksefNumber: string },
  options: CallOptions & { readonly invoiceHash?: string | undefined } = {},
): Promise<Upo> {
  const referenceNumber = checkReference(sessionReference);
  const { bytes, contentHash } =
    'ksefNumber' in invoice
      ? await getInvoiceUpoByKsefNumber(api, { referenceNumber, ksefNumber: invoice.ksefNumber }, options)
      : await getInvoiceUpoByReference(
          api,
          { referenceNumber, invoiceReferenceNumber: invoice.referenceNumber },
          options,
        );
  const upo = await checkUpo(bytes, contentHash, referenceNumber);
  const confirmed = upo.document.invoices.map((one) => one.invoiceHash);
  if (options.invoiceHash !== undefined && !confirmed.includes(options.invoiceHash)) {
    throw mismatch(`it confirms the file with hash ${confirmed.join(', ')}, not ${options.invoiceHash}`);
  }
  return upo;
}

/**
 * Downloads and checks every page of a session's receipt; the session must be processed. Uses the presigned links of
 * the session's status, which stand outside KSeF's request limits; where a link fails, the page is asked for by name.
 *
 * @throws IntegrityError `UPO_MISMATCH`, `INVALID_UPO`
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { sessionUpo, waitForSession } from '@ksef/sessions';
 *
 * declare const api: Api;
 * declare const session: string; // reference number
 *
 * await waitForSession(api, session);
 * for await (const { document } of sessionUpo(api, session))
 *   for (const { ksefNumber, invoiceHash } of document.invoices) console.log(ksefNumber, invoiceHash);
 * ```
 */
export async function* sessionUpo(
  api: Api,
  referenceNumber: string,
  options: CallOptions = {},
): AsyncGenerator<Upo> {
  const state = await getSession(api, referenceNumber, options);
  for (const page of state.upo?.pages ?? []) {
    const linked = await downloadLink(api, page.downloadUrl, options);
    const { bytes, contentHash } =
      linked ??
      (await getSessionUpo(api, { referenceNumber, upoReferenceNumber: page.referenceNumber }, options));
    yield await checkUpo(bytes, contentHash, referenceNumber);
  }
}

async function checkUpo(
  bytes: Uint8Array,
  statedHash: string | undefined,
  sessionReference: string,
): Promise<Upo> {
  if (statedHash !== undefined && hashOf(bytes) !== statedHash)
    throw mismatch('its bytes do not have the hash that KSeF states');
  const document = (await documents()).readUpo(bytes);
  if (document.sessionReferenceNumber !== sessionReference)
    throw mismatch(`it belongs to session ${document.sessionReferenceNumber}`);
  for (const { ksefNumber } of document.invoices) {
    try {
      parseKsefNumber(ksefNumber);
    } catch (cause) {
      throw new IntegrityError(`The receipt (UPO) names a number that is no KSeF number: ${ksefNumber}.`, {
        code: 'INVALID_UPO',
        cause,
      });
    }
  }
  return { bytes, document };
}

function mismatch(why: string): IntegrityError {
  return new IntegrityError(`The receipt (UPO) is not the right one: ${why}.`, { code: 'UPO_MISMATCH' });
}

async function poll<T extends { readonly status: { code: number; description: string } }>(
  api: Api,
  options: WaitOptions,
  read: () => Promise<T>,
): Promise<T> {
  const deadline = api.clock.now() + (options.waitTimeoutMs ?? 300_000);
  const waits = growingWaits(100, 5_000);
  for (;;) {
    const state = await read();
    if (isFinal(state.status.code)) return state;
    const waitMs = waits.next().value;
    if (api.clock.now() + waitMs > deadline) {
      throw new KsefStatusError(
        `KSeF has not finished in time: status ${state.status.code} ${state.status.description}.`,
        {
          code: 'WAIT_TIMEOUT',
          status: state.status,
        },
      );
    }
    await api.clock.sleep(waitMs, options.signal);
  }
}

async function* pages(
  load: (continuationToken: string | undefined) => Promise<Schemas['SessionInvoicesResponse']>,
): AsyncGenerator<SessionInvoice> {
  let continuationToken: string | undefined;
  do {
    const page = await load(continuationToken);
    // Where there are none KSeF may leave the list out, against the contract.
    yield* page.invoices ?? [];
    continuationToken = page.continuationToken ?? undefined;
  } while (continuationToken !== undefined && continuationToken !== '');
}
