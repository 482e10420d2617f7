import { randomUUID } from 'node:crypto';
import { InvalidInputError, lenientNip } from '@ksef/core';
import { isDay, polishDay } from '../calendar/index.js';
import { makeSeedInvoice } from './make-seed-invoice.js';

/** What {@link sampleInvoice} writes into the invoice. */
export interface SampleInvoiceOptions {
  /** NIP of the seller, 10 digits: the context in which you send the invoice. */
  readonly sellerNip: string;
  /** NIP of the buyer, 10 digits. Default `7811900008`. */
  readonly buyerNip?: string | undefined;
  /** 1 to 256 characters (`P_2`). Default: a new one each time, so that no invoice is a duplicate. */
  readonly invoiceNumber?: string | undefined;
  /** `YYYY-MM-DD` (`P_1`). Default: today in Poland. */
  readonly issueDate?: string | undefined;
}

/**
 * A small FA(3) invoice to send in tests, as UTF-8 XML that is valid by the form's schema.
 *
 * @throws InvalidInputError `INVALID_NIP`, `INVALID_OPTION`
 * @example
 * ```ts
 * import { sampleInvoice } from '@ksef/emulator';
 *
 * const invoice = sampleInvoice({ sellerNip: '5265877635' });
 * ```
 */
export function sampleInvoice(options: SampleInvoiceOptions): Uint8Array {
  const { invoiceNumber = `SAMPLE/${randomUUID()}`, issueDate = polishDay(Date.now()) } = options;
  const sellerNip = lenientNip(options.sellerNip);
  const buyerNip = lenientNip(options.buyerNip ?? '7811900008');
  if (typeof invoiceNumber !== 'string' || !/^\S(.{0,254}\S)?$/u.test(invoiceNumber))
    throw invalid('invoiceNumber', 'must have 1 to 256 characters, and no white space at its ends');
  if (typeof issueDate !== 'string' || !isDay(issueDate))
    throw invalid('issueDate', 'must be a date such as 2026-02-02');
  const { bytes } = makeSeedInvoice({ sellerNip, buyerNip, count: 1 }, invoiceNumber, issueDate, 0);
  return new Uint8Array(bytes);
}

function invalid(input: string, why: string): InvalidInputError {
  return new InvalidInputError(`${input} ${why}.`, { code: 'INVALID_OPTION', input });
}
