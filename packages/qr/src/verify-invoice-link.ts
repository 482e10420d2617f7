import { sha256 } from '@ksef/core';
import { parseInvoiceLink } from './parse-invoice-link.js';

/**
 * Whether a verification link belongs to exactly this invoice file. Says nothing about KSeF having it: for that,
 * follow the link.
 *
 * @throws InvalidInputError `INVALID_LINK`
 * @example
 * ```ts
 * import { verifyInvoiceLink } from '@ksef/qr';
 *
 * async function check(link: string, xml: Uint8Array): Promise<void> {
 *   if (!(await verifyInvoiceLink(link, xml))) throw new Error('The printout and the file differ.');
 * }
 * ```
 */
export async function verifyInvoiceLink(link: string, xml: Uint8Array): Promise<boolean> {
  const { invoiceHash } = parseInvoiceLink(link);
  const actual = await sha256(xml);
  return actual.every((byte, index) => byte === invoiceHash[index]);
}
