import type { InvoiceList } from '../../src/inspection/invoices.js';
import { query } from '../lib/control.js';
import { number } from '../lib/format.js';
import { useLive } from '../lib/live.js';
import { type Route, replaceQuery } from '../lib/route.js';
import { ContextFilter, TextFilter } from '../ui/context-filter.js';
import { Choice } from '../ui/form.js';
import { Pager, Waiting } from '../ui/table.js';
import { InvoiceTable } from './invoice-table.js';

const pageSize = 50;

export function InvoicesView({ route }: { readonly route: Route }) {
  const { context, status, text, page } = route.query;
  const invoices = useLive<InvoiceList>(
    `/invoices${query({ context, status, text, pageOffset: page, pageSize })}`,
  );
  return (
    <>
      <h1>Invoices</h1>
      <div class="filters">
        <TextFilter route={route} name="text" label="Search" placeholder="Number, name, NIP or hash" />
        <ContextFilter route={route} />
        <Choice
          label="Status"
          value={status ?? ''}
          options={[
            ['', 'All'],
            ['processing', 'Processing'],
            ['accepted', 'Accepted'],
            ['refused', 'Refused'],
          ]}
          onChange={(value) => replaceQuery(route, { status: value, page: undefined })}
        />
      </div>
      <Waiting of={invoices} />
      {invoices.value && (
        <section class="card" aria-label="Invoices">
          <p class="total" role="status">
            {number(invoices.value.invoiceCount)} invoice{invoices.value.invoiceCount === 1 ? '' : 's'}
          </p>
          <InvoiceTable
            invoices={invoices.value.invoices}
            caption="Invoices, the latest first"
            empty="No invoice matches."
          />
          <Pager route={route} size={pageSize} count={invoices.value.invoiceCount} />
        </section>
      )}
    </>
  );
}
