import type { EmulatorSession } from '../../src/inspection/sessions.js';
import { number, time } from '../lib/format.js';
import { ContextLink, SessionLink } from '../ui/links.js';
import { Status } from '../ui/status.js';
import { Table } from '../ui/table.js';

export function SessionTable({ sessions }: { readonly sessions: readonly EmulatorSession[] }) {
  return (
    <Table
      caption="Sessions"
      rows={sessions}
      keyOf={({ referenceNumber }) => referenceNumber}
      empty="None."
      columns={[
        { title: 'Session', show: ({ referenceNumber }) => <SessionLink number={referenceNumber} /> },
        {
          title: 'Type',
          show: ({ sessionType, batch }) =>
            batch
              ? `${sessionType}, ${number(batch.parts.length)} part${batch.parts.length === 1 ? '' : 's'}`
              : sessionType,
        },
        { title: 'Context', show: ({ contextIdentifier: one }) => <ContextLink context={one} /> },
        { title: 'Status', show: ({ status }) => <Status status={status} /> },
        { title: 'Invoices', isNumeric: true, show: ({ invoiceCount }) => number(invoiceCount) },
        {
          title: 'Refused',
          isNumeric: true,
          isMinor: true,
          show: ({ failedInvoiceCount: count }) => (count === 0 ? '–' : number(count)),
        },
        { title: 'Form', isMinor: true, show: ({ systemCode }) => systemCode },
        { title: 'Opened', isMinor: true, show: ({ dateCreated }) => <time>{time(dateCreated)}</time> },
      ]}
    />
  );
}
