import {
  type Api,
  type CallOptions,
  createCollectiveIdentifier,
  getContextLimits,
  type Schemas,
} from '@ksef/api';
import { type CollectiveIdentifier, collectiveIdentifier, UnknownOutcomeError } from '@ksef/core';
import { wholeNumber } from '@ksef/core/internal';
import { checkCallOptions, inThisContext } from '../call/index.js';
import { findCreated } from './find-created.js';
import { inGroups } from './in-groups.js';
import { bySeller, type InvoicesToPay, type InvoiceToPay } from './invoice-to-pay.js';

/** Options of {@link createCollectiveIdentifiers}. */
export interface CreateCollectiveIdentifiersOptions extends CallOptions {
  /**
   * The maximum number of invoices of one identifier. Default: KSeF's limit for the context (`limits()`, 500 unless it
   * was raised).
   */
  readonly maxInvoices?: number | undefined;
}

/** The identifier to use in the title of a transfer for these invoices. */
export interface PaymentNumber {
  /** The collective identifier; for one invoice, its KSeF number. */
  readonly number: string;
  readonly isCollective: boolean;
  readonly sellerNip: string;
  /** Its invoices, in the order given. */
  readonly invoices: readonly InvoiceToPay[];
}

/**
 * Creates collective identifiers (identyfikatory zbiorcze) for any number of invoices: for each seller as many as
 * KSeF's limit requires. Each is returned as soon as KSeF has created it. The invoices are read and checked before the
 * first one. A single invoice of a seller needs no identifier: its KSeF number is returned. Needs `InvoiceRead`,
 * `InvoiceWrite` or `CollectiveIdentifierManage`.
 *
 * When a response is lost, the identifier is looked up in KSeF before the request is retried.
 *
 * @throws InvalidInputError `INVALID_OPTION`, `INVALID_KSEF_NUMBER`, `REPEATED_INVOICE`
 * @throws KsefApiError when KSeF rejects it (71001: an invoice is unknown or not yours; 71002: an invoice is in 132 identifiers)
 * @throws UnknownOutcomeError when responses were lost twice and KSeF lists no such identifier. Try again: an identifier too
 * many does no harm
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { createCollectiveIdentifiers, transferTitle } from '@ksef/management';
 *
 * async function pay(api: Api, ksefNumbers: readonly string[]): Promise<void> {
 *   for await (const { number, sellerNip } of createCollectiveIdentifiers(api, ksefNumbers))
 *     console.log(sellerNip, transferTitle([number]));
 * }
 * ```
 */
export function createCollectiveIdentifiers(
  api: Api,
  invoices: InvoicesToPay,
  options: CreateCollectiveIdentifiersOptions = {},
): AsyncGenerator<PaymentNumber, void> {
  checkCallOptions<{ maxInvoices: unknown }>(options, { maxInvoices: wholeNumber(2, 5_000) });
  const { maxInvoices, ...call } = options;
  const here = inThisContext();
  return (async function* () {
    const sellers = await bySeller(invoices, call.signal);
    const most = maxInvoices ?? (await here(() => limitOf(api, sellers, call)));
    for (const { sellerNip, invoices: all } of sellers) {
      for (const group of inGroups(all, most)) {
        const [first, second] = group;
        const isCollective = second !== undefined;
        const number = isCollective
          ? await here(() => createOne(api, group, call))
          : (first as InvoiceToPay).ksefNumber;
        yield { number, isCollective, sellerNip, invoices: group };
      }
    }
  })();
}

async function limitOf(
  api: Api,
  sellers: readonly { readonly invoices: readonly unknown[] }[],
  call: CallOptions,
): Promise<number> {
  // Two are allowed whatever the limit is.
  if (sellers.every(({ invoices }) => invoices.length <= 2)) return 2;
  return (await getContextLimits(api, {}, call)).collectiveIdentifier.maxInvoices;
}

async function createOne(
  api: Api,
  group: readonly InvoiceToPay[],
  call: CallOptions,
): Promise<CollectiveIdentifier> {
  const invoices = group.map(asSent);
  const sentAt = api.clock.now();
  for (let isFirst = true; ; isFirst = false) {
    try {
      const { collectiveIdentifierNumber } = await createCollectiveIdentifier(
        api,
        { body: { invoices } },
        call,
      );
      return collectiveIdentifier(collectiveIdentifierNumber);
    } catch (error) {
      if (!(error instanceof UnknownOutcomeError)) throw error;
      const found = await findCreated(api, invoices, sentAt, call);
      if (found !== undefined) return found;
      if (!isFirst) throw error;
    }
  }
}

function asSent({ ksefNumber, payment, description }: InvoiceToPay): Schemas['CollectiveIdentifierInvoice'] {
  return {
    ksefNumber,
    ...(payment && { payment: { amount: Number(payment.amount), currency: payment.currency } }),
    ...(description !== undefined && { description }),
  };
}
