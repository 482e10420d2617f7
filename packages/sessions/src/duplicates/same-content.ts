import { type Api, type CallOptions, getInvoice, queryInvoiceMetadata } from '@ksef/api';
import { parseKsefNumber } from '@ksef/core';
import { hashOf } from '../invoice/index.js';

// One day before and after the acceptance date in the KSeF number: it is a Polish date, and clocks differ.
const dayMs = 86_400_000;

/**
 * Whether KSeF has exactly these bytes under a number; undefined when it does not say. Downloads the original (64 an
 * hour). If that is not available, requests its metadata (20 an hour).
 */
export async function hasSameContent(
  api: Api,
  ksefNumber: string,
  invoiceHash: string,
  options: CallOptions,
): Promise<boolean | undefined> {
  const hashOfFile = async () => {
    const { bytes, contentHash } = await getInvoice(api, { ksefNumber }, options);
    const hash = hashOf(bytes);
    return contentHash === undefined || contentHash === hash ? hash : undefined;
  };
  const hashInMetadata = async () => {
    const accepted = Date.parse(parseKsefNumber(ksefNumber).acceptedOn);
    const dateRange = {
      dateType: 'Invoicing' as const,
      from: new Date(accepted - dayMs).toISOString(),
      to: new Date(accepted + 2 * dayMs).toISOString(),
    };
    const body = { subjectType: 'Subject1' as const, dateRange, ksefNumber };
    const { invoices } = await queryInvoiceMetadata(api, { body }, options);
    return invoices.find((one) => one.ksefNumber === ksefNumber)?.invoiceHash;
  };
  for (const readHash of [hashOfFile, hashInMetadata]) {
    try {
      const hash = await readHash();
      if (hash !== undefined) return hash === invoiceHash;
    } catch {
      // The original may belong to another context, not be stored yet, or be past a limit: then nothing is known.
      options.signal?.throwIfAborted();
    }
  }
  return undefined;
}
