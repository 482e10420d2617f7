import {
  type Api,
  type CallOptions,
  getInvoiceUpoByKsefNumber,
  getInvoiceUpoByReference,
  getSessionUpo,
} from '@ksef/api';
import { referenceNumber as checkReference, IntegrityError, parseKsefNumber } from '@ksef/core';
import { checkOptions, someText } from '@ksef/core/internal';
import type { UpoDocument } from '@ksef/documents';
import { documents, hashOf } from '../invoice/index.js';
import { callChecks, callOf } from '../options/index.js';
import { getSession } from '../status/index.js';
import { downloadLink } from './download-link.js';

/** A receipt (UPO), read and checked. */
export interface Upo {
  readonly bytes: Uint8Array;
  readonly document: UpoDocument;
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
  checkOptions<typeof options>(options, { ...callChecks, invoiceHash: someText });
  const call = callOf(options);
  const referenceNumber = checkReference(sessionReference);
  const { bytes, contentHash } =
    'ksefNumber' in invoice
      ? await getInvoiceUpoByKsefNumber(api, { referenceNumber, ksefNumber: invoice.ksefNumber }, call)
      : await getInvoiceUpoByReference(
          api,
          { referenceNumber, invoiceReferenceNumber: invoice.referenceNumber },
          call,
        );
  const upo = await checkUpo(bytes, contentHash, referenceNumber);
  const confirmed = upo.document.invoices.map((one) => one.invoiceHash);
  if (options.invoiceHash !== undefined && !confirmed.includes(options.invoiceHash)) {
    throw mismatch(`it confirms the file with hash ${confirmed.join(', ')}, not ${options.invoiceHash}`);
  }
  return upo;
}

/**
 * Downloads and checks every page of a session's receipt. The session must be processed. Uses the presigned links of
 * the session's status, which do not count against KSeF's request limits. If a link fails, the page is requested by
 * name.
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
