import type { InvoiceList } from '../../src/inspection/invoices.js';
import type { EmulatorSession } from '../../src/inspection/sessions.js';
import { controlPath, query } from '../lib/control.js';
import { bytes, number, time } from '../lib/format.js';
import { useLive } from '../lib/live.js';
import { linkTo, type Route } from '../lib/route.js';
import { Facts } from '../ui/facts.js';
import { ContextLink, Copied } from '../ui/links.js';
import { Status } from '../ui/status.js';
import { Pager, Table, Waiting } from '../ui/table.js';
import { InvoiceTable } from './invoice-table.js';

const pageSize = 50;

export function SessionView({ route }: { readonly route: Route }) {
  const reference = route.name ?? '';
  const session = useLive<EmulatorSession>(`/sessions/${encodeURIComponent(reference)}`);
  const invoices = useLive<InvoiceList>(
    `/invoices${query({ sessionReferenceNumber: reference, pageOffset: route.query.page, pageSize })}`,
  );
  const { value } = session;
  return (
    <>
      <p class="path">
        <a href={linkTo('sessions')}>Sessions</a>
      </p>
      <h1>{value?.sessionType === 'Batch' ? 'Batch session' : 'Session'}</h1>
      <Waiting of={session} />
      {value && (
        <>
          <section class="card" aria-label="Facts">
            <Facts
              rows={[
                [
                  'Reference number',
                  <Copied key="copied" text={value.referenceNumber} name="the reference number" />,
                ],
                ['Status', <Status key="status" status={value.status} isLong />],
                ['Context', <ContextLink key="context" context={value.contextIdentifier} />],
                ['Opened by', `${value.subjectIdentifier.type} ${value.subjectIdentifier.value}`],
                ['Form', value.systemCode],
                ['Opened', time(value.dateCreated)],
                ['Closed', value.dateClosed && time(value.dateClosed)],
                ['Valid until', time(value.validUntil)],
                [
                  'Invoices',
                  `${number(value.invoiceCount)}: ${number(value.successfulInvoiceCount)} accepted, ${number(value.failedInvoiceCount)} refused`,
                ],
                ['Receipts (UPO)', value.upoPages.length > 0 && <Receipts key="upo" session={value} />],
              ]}
            />
          </section>
          {value.batch && value.batch.parts.length > 0 && <Batch batch={value.batch} />}
          <section class="card" aria-labelledby="invoices">
            <h2 id="invoices">Invoices</h2>
            <InvoiceTable
              invoices={invoices.value?.invoices ?? []}
              caption="Invoices of this session"
              empty="None yet."
            />
            <Pager route={route} size={pageSize} count={invoices.value?.invoiceCount ?? 0} />
          </section>
        </>
      )}
    </>
  );
}

function Receipts({ session: { referenceNumber, upoPages } }: { readonly session: EmulatorSession }) {
  return (
    <ul class="plain">
      {upoPages.map((upo) => (
        <li key={upo}>
          <a class="code" href={`${controlPath}/sessions/${referenceNumber}/upo/${upo}`}>
            {upo}
          </a>
        </li>
      ))}
    </ul>
  );
}

function Batch({ batch }: { readonly batch: NonNullable<EmulatorSession['batch']> }) {
  return (
    <section class="card" aria-labelledby="parts">
      <h2 id="parts">Package and parts</h2>
      <Facts
        rows={[
          ['Package', `${batch.compressionType}, ${bytes(batch.fileSize)}`],
          ['SHA-256', batch.fileHash && <Copied key="hash" text={batch.fileHash} name="the hash" />],
          ['Offline mode', batch.offlineMode ? 'yes' : 'no'],
        ]}
      />
      <Table
        caption="Parts"
        rows={batch.parts}
        keyOf={({ ordinalNumber }) => String(ordinalNumber)}
        empty="None."
        columns={[
          { title: 'Part', isNumeric: true, show: ({ ordinalNumber }) => ordinalNumber },
          { title: 'Declared', isNumeric: true, show: ({ fileSize }) => bytes(fileSize) },
          {
            title: 'Uploaded',
            isNumeric: true,
            show: ({ uploadedSize: size }) => (size === null ? 'not yet' : bytes(size)),
          },
          { title: 'SHA-256', isMinor: true, show: ({ fileHash }) => <code>{fileHash}</code> },
        ]}
      />
    </section>
  );
}
