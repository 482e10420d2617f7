import type { InvoiceMetadata } from '@ksef/client';
import type { Run } from '../../command/command-spec.js';
import { openKsef } from '../../connect/open-ksef.js';
import { invoiceFilters } from './invoice-filters.js';

/** `ksef list`: metadata of invoices. */
export const list: Run = async (call) => {
  const filters = invoiceFilters(call);
  const limit = call.whole('limit') ?? Number.POSITIVE_INFINITY;
  const sortOrder = call.text('sort') === 'desc' ? 'Desc' : 'Asc';
  const { ksef } = await openKsef(call);
  const invoices = ksef.queryMetadata(filters, { sortOrder, signal: call.signal });
  const say = (en: string, pl: string) => call.say({ en, pl });
  await call.out.list<InvoiceMetadata>(
    [
      { title: say('KSeF number', 'numer KSeF'), value: ({ ksefNumber }) => ksefNumber },
      { title: say('invoice', 'faktura'), value: ({ invoiceNumber }) => invoiceNumber },
      { title: say('issued', 'wystawiona'), value: ({ issueDate }) => issueDate },
      { title: say('seller', 'sprzedawca'), value: ({ seller }) => seller.name ?? seller.nip },
      { title: say('buyer', 'nabywca'), value: ({ buyer }) => buyer.name ?? buyer.identifier.value },
      { title: say('gross', 'brutto'), align: 'right', value: ({ grossAmount }) => grossAmount.toFixed(2) },
      { title: '', value: ({ currency }) => currency },
    ],
    first(invoices, limit),
    { empty: say('No invoices.', 'Brak faktur.') },
  );
  return undefined;
};

async function* first<T>(source: AsyncIterable<T>, limit: number): AsyncGenerator<T> {
  let left = limit;
  for await (const item of source) {
    yield item;
    if (--left <= 0) return;
  }
}
