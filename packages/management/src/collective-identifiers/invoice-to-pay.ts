import { InvalidInputError, parseKsefNumber } from '@ksef/core';
import { checkOptions, expects, invalidOption, nested, quoted, required, text } from '@ksef/core/internal';

/** An invoice that a transfer pays, by its KSeF number. */
export interface InvoiceToPay {
  readonly ksefNumber: string;
  /** How much of the invoice is paid, visible to the seller: `{ amount: '1230.00', currency: 'PLN' }`. */
  readonly payment?: InvoicePayment | undefined;
  /** A description for the seller, at most 512 characters. */
  readonly description?: string | undefined;
}

/** How much of an invoice is paid. */
export interface InvoicePayment {
  /** With at most two decimals; a text such as `'1230.00'` or a number. */
  readonly amount: string | number;
  /** ISO 4217: `PLN`. */
  readonly currency: string;
}

/** Invoices to pay: KSeF numbers, or with amounts. */
export type InvoicesToPay = Iterable<string | InvoiceToPay> | AsyncIterable<string | InvoiceToPay>;

/** Invoices of one seller. */
export interface SellerInvoices {
  readonly sellerNip: string;
  readonly invoices: InvoiceToPay[];
}

const amount = /^-?\d{1,13}(\.\d{1,2})?$/;

const payment = nested<InvoicePayment>({
  amount: required(
    expects("an amount such as '1230.00'", (value) => isText(value) && amount.test(String(value))),
  ),
  currency: required(
    expects('a currency such as PLN', (value) => typeof value === 'string' && /^[A-Z]{3}$/.test(value)),
  ),
});

/**
 * Invoices by seller, in the order given.
 *
 * @throws InvalidInputError `INVALID_OPTION`, `INVALID_KSEF_NUMBER`, `REPEATED_INVOICE`
 */
export async function bySeller(source: InvoicesToPay, signal?: AbortSignal): Promise<SellerInvoices[]> {
  const sellers = new Map<string, SellerInvoices>();
  const known = new Set<string>();
  let index = 0;
  for await (const given of listed(source)) {
    signal?.throwIfAborted();
    const invoice = checked(given, `invoices[${index++}]`);
    const { sellerNip } = parseKsefNumber(invoice.ksefNumber);
    if (known.has(invoice.ksefNumber)) throw repeated(invoice.ksefNumber);
    known.add(invoice.ksefNumber);
    const seller = sellers.get(sellerNip) ?? { sellerNip, invoices: [] };
    seller.invoices.push(invoice);
    sellers.set(sellerNip, seller);
  }
  return [...sellers.values()];
}

function listed(source: InvoicesToPay): InvoicesToPay {
  const isList =
    typeof source === 'object' &&
    source !== null &&
    (Symbol.iterator in source || Symbol.asyncIterator in source);
  if (!isList) throw invalidOption('invoices', 'a list of KSeF numbers');
  return source;
}

function checked(given: string | InvoiceToPay, place: string): InvoiceToPay {
  if (typeof given === 'string') return { ksefNumber: given };
  checkOptions<InvoiceToPay>(
    given,
    {
      ksefNumber: required(text),
      payment,
      description: expects(
        'a text of at most 512 characters',
        (value) => typeof value === 'string' && value.length <= 512,
      ),
    },
    place,
  );
  return given;
}

function repeated(ksefNumber: string): InvalidInputError {
  return new InvalidInputError(
    `The invoice ${quoted(ksefNumber)} is there twice. Give each invoice once, with the whole amount that is paid.`,
    { code: 'REPEATED_INVOICE', input: 'invoices' },
  );
}

function isText(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}
