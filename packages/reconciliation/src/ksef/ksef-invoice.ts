import { TransportError } from '@ksef/core';
import { quoted } from '@ksef/core/internal';
import type { InvoiceMetadata } from '@ksef/export';
import { decimal } from '../amount/index.js';
import type { InvoiceReader } from '../options/index.js';

/** The sums of one rate of an invoice. */
export interface RateAmounts {
  /** As `@ksef/invoice` calls it, e.g. `standard`. */
  readonly rate: string;
  readonly net: string;
  /** In the currency of the invoice. */
  readonly vat?: string | undefined;
}

/** An invoice in KSeF. Amounts are exact decimals. */
export interface KsefInvoice {
  readonly ksefNumber: string;
  readonly invoiceNumber: string;
  /** `P_1`. */
  readonly issueDate: string;
  /** When the buyer legally received it. */
  readonly acquisitionDate: string;
  readonly permanentStorageDate: string;
  readonly sellerNip: string;
  /** `Nip`, `VatUe`, `Other` or `None`. */
  readonly buyerType: string;
  readonly buyerId?: string | undefined;
  readonly currency: string;
  readonly net: string;
  readonly gross: string;
  /** The tax in PLN, whatever the currency. */
  readonly vatInPln: string;
  readonly invoiceType: string;
  readonly invoiceHash: string;
  /** Data of its document; undefined if that was not read, or could not be read. */
  readonly rates?: readonly RateAmounts[] | undefined;
}

/** @throws TransportError `INVALID_RESPONSE` for an amount that is not a finite number */
export function ksefInvoiceOf(metadata: InvoiceMetadata): KsefInvoice {
  const { seller, buyer } = metadata;
  return {
    ksefNumber: metadata.ksefNumber,
    invoiceNumber: metadata.invoiceNumber,
    issueDate: metadata.issueDate,
    acquisitionDate: metadata.acquisitionDate,
    permanentStorageDate: metadata.permanentStorageDate,
    sellerNip: seller.nip,
    buyerType: buyer.identifier.type,
    buyerId: buyer.identifier.value ?? undefined,
    currency: metadata.currency,
    net: amount(metadata.netAmount),
    gross: amount(metadata.grossAmount),
    vatInPln: amount(metadata.vatAmount),
    invoiceType: metadata.invoiceType,
    invoiceHash: metadata.invoiceHash,
  };
}

/** The sums by rate; undefined if the document is unreadable or has none. */
export function ratesOf(content: Uint8Array, read: InvoiceReader): readonly RateAmounts[] | undefined {
  try {
    return read(content).data.totals?.rates.map(({ group, net, vat }) => ({
      rate: group,
      net: decimal(net),
      ...(vat === undefined ? {} : { vat: decimal(vat) }),
    }));
  } catch {
    return undefined;
  }
}

/**
 * A number of JSON as the decimal that KSeF wrote: the shortest text of a double, exact up to 15 digits, that is up to
 * 9 999 999 999 999.99.
 */
function amount(value: number): string {
  if (Number.isFinite(value)) return decimal(value);
  throw new TransportError(`KSeF returned ${quoted(value)} as an amount.`, { code: 'INVALID_RESPONSE' });
}
