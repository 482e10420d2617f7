import type { ComponentChildren } from 'preact';
import type { EmulatorInvoice } from '../../src/inspection/invoices.js';
import { money, time } from '../lib/format.js';
import { linkTo } from '../lib/route.js';
import { Status } from '../ui/status.js';
import { Table } from '../ui/table.js';

interface Props {
  readonly invoices: readonly EmulatorInvoice[];
  readonly caption: string;
  readonly empty: ComponentChildren;
}

export function InvoiceTable({ invoices, caption, empty }: Props) {
  return (
    <Table
      caption={caption}
      rows={invoices}
      keyOf={({ referenceNumber }) => referenceNumber}
      empty={empty}
      columns={[
        {
          title: 'Number',
          show: ({ referenceNumber, invoiceNumber }) => (
            <a href={linkTo('invoices', referenceNumber)}>{invoiceNumber ?? referenceNumber}</a>
          ),
        },
        { title: 'Status', show: ({ status }) => <Status status={status} /> },
        { title: 'Seller', show: ({ seller }) => <Party id={seller.nip} name={seller.name} /> },
        {
          title: 'Buyer',
          isMinor: true,
          show: ({ buyer }) => <Party id={buyer.identifier} name={buyer.name} />,
        },
        {
          title: 'Gross',
          isNumeric: true,
          show: ({ grossAmount, currency }) => money(grossAmount, currency),
        },
        {
          title: 'KSeF number',
          isMinor: true,
          show: ({ ksefNumber }) => (ksefNumber ? <code>{ksefNumber}</code> : '–'),
        },
        { title: 'Received', show: ({ invoicingDate }) => <time>{time(invoicingDate)}</time> },
      ]}
    />
  );
}

function Party({ id, name }: { readonly id: string | null; readonly name: string | null }) {
  if (id === null && name === null) return <>–</>;
  return (
    <span class="party">
      {name}
      <small>{id}</small>
    </span>
  );
}
