import { type Api, type CallOptions, queryCollectiveIdentifiers, type Schemas } from '@ksef/api';
import { collectiveIdentifier } from '@ksef/core';
import { checkOptions, flag, invalidOption, text, wholeNumber } from '@ksef/core/internal';
import { allContinuedPages, checkCallOptions, inThisContext } from '../call/index.js';

/** A collective identifier as KSeF lists it. */
export type ListedCollectiveIdentifier = Schemas['CollectiveIdentifiersQueryResponseItem'];

/** Which collective identifiers to list. Everything is optional. */
export interface CollectiveIdentifierFilter {
  /** Start of the creation time: ISO 8601, or a `Date`. Default 2026-07-01, before the first one. */
  readonly from?: string | Date | undefined;
  /** End of the creation time. Default now. */
  readonly to?: string | Date | undefined;
  /** One of them. */
  readonly number?: string | undefined;
  readonly minInvoices?: number | undefined;
  readonly maxInvoices?: number | undefined;
  /** `true`: only those created in this context; `false`: only those that others created for its invoices. */
  readonly isOwn?: boolean | undefined;
}

/** KSeF's longest range of one query. */
const windowMs = 100 * 86_400_000;
const beginning = '2026-07-01T00:00:00Z';

/**
 * Collective identifiers of the context, newest first: those created in it, and, for a NIP, those that buyers created for its
 * invoices. Any range of time is read, in windows of 100 days.
 *
 * @throws InvalidInputError `INVALID_OPTION`, `INVALID_COLLECTIVE_IDENTIFIER`
 * @throws KsefApiError when KSeF rejects it
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { listCollectiveIdentifiers } from '@ksef/management';
 *
 * async function print(api: Api): Promise<void> {
 *   for await (const { collectiveIdentifierNumber, invoiceCount } of listCollectiveIdentifiers(api, { isOwn: false }))
 *     console.log(collectiveIdentifierNumber, invoiceCount);
 * }
 * ```
 */
export function listCollectiveIdentifiers(
  api: Api,
  filter: CollectiveIdentifierFilter = {},
  options: CallOptions = {},
): AsyncGenerator<ListedCollectiveIdentifier, void> {
  checkCallOptions(options);
  checkOptions<CollectiveIdentifierFilter>(filter, {
    from: (value, name) => void (value === undefined || instantOf(value, name)),
    to: (value, name) => void (value === undefined || instantOf(value, name)),
    number: text,
    minInvoices: wholeNumber(1),
    maxInvoices: wholeNumber(1),
    isOwn: flag,
  });
  const { number, minInvoices, maxInvoices, isOwn } = filter;
  const more = {
    ...(number !== undefined && { collectiveIdentifierNumber: collectiveIdentifier(number) }),
    ...(minInvoices !== undefined && { invoiceCountFrom: minInvoices }),
    ...(maxInvoices !== undefined && { invoiceCountTo: maxInvoices }),
    ...(isOwn !== undefined && { createdInCurrentContext: isOwn }),
  };
  const begin = instantOf(filter.from ?? beginning, 'from');
  const end = filter.to === undefined ? api.clock.now() : instantOf(filter.to, 'to');
  const here = inThisContext();
  return (async function* () {
    // Windows share their border, so an identifier that was created at that instant comes twice.
    let border = new Set<string>();
    for (let to = end; to >= begin; to -= windowMs) {
      const from = Math.max(begin, to - windowMs);
      const body = { ...more, dateCreatedFrom: textOf(from), dateCreatedTo: textOf(to) };
      const next = new Set<string>();
      for await (const one of await here(async () => windowOf(api, body, options))) {
        const { collectiveIdentifierNumber, dateCreated } = one;
        if (border.has(collectiveIdentifierNumber)) continue;
        if (Date.parse(dateCreated) <= from) next.add(collectiveIdentifierNumber);
        yield one;
      }
      border = next;
      if (from === begin) return;
    }
  })();
}

function windowOf(api: Api, body: Schemas['CollectiveIdentifiersQueryRequest'], options: CallOptions) {
  return allContinuedPages(async (continuationToken) => {
    const page = await queryCollectiveIdentifiers(api, { pageSize: 200, continuationToken, body }, options);
    return { items: page.collectiveIdentifiers, next: page.continuationToken };
  });
}

function instantOf(value: unknown, name: string): number {
  const isText = typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value);
  const instant = isText ? Date.parse(value) : value instanceof Date ? value.getTime() : Number.NaN;
  if (Number.isNaN(instant)) throw invalidOption(name, 'a Date, or a date in ISO 8601');
  return instant;
}

function textOf(instant: number): string {
  return new Date(instant).toISOString();
}
