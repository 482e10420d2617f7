import type { EmulatorExport, ExportList } from '../../src/inspection/exports.js';
import { query } from '../lib/control.js';
import { bytes, number, time } from '../lib/format.js';
import { useLive } from '../lib/live.js';
import { linkTo, type Route } from '../lib/route.js';
import { ContextFilter } from '../ui/context-filter.js';
import { Facts } from '../ui/facts.js';
import { ContextLink, Copied } from '../ui/links.js';
import { Status } from '../ui/status.js';
import { Pager, Table, Waiting } from '../ui/table.js';

const pageSize = 50;

export function ExportsView({ route }: { readonly route: Route }) {
  return route.name === undefined ? <List route={route} /> : <One reference={route.name} />;
}

function List({ route }: { readonly route: Route }) {
  const { context, page } = route.query;
  const exports = useLive<ExportList>(`/exports${query({ context, pageOffset: page, pageSize })}`);
  return (
    <>
      <h1>Exports</h1>
      <div class="filters">
        <ContextFilter route={route} />
      </div>
      <Waiting of={exports} />
      {exports.value && (
        <section class="card" aria-label="Exports">
          <Table
            caption="Exports, the latest first"
            rows={exports.value.exports}
            keyOf={({ referenceNumber }) => referenceNumber}
            empty="None yet."
            columns={[
              {
                title: 'Export',
                show: ({ referenceNumber }) => (
                  <a class="code" href={linkTo('exports', referenceNumber)}>
                    {referenceNumber}
                  </a>
                ),
              },
              { title: 'Context', show: ({ contextIdentifier: one }) => <ContextLink context={one} /> },
              { title: 'Status', show: ({ status }) => <Status status={status} /> },
              {
                title: 'Invoices',
                isNumeric: true,
                show: ({ invoiceCount: count }) => (count === null ? '–' : number(count)),
              },
              { title: 'Parts', isNumeric: true, show: ({ parts }) => parts.length },
              { title: 'Whose', isMinor: true, show: ({ subjectType }) => subjectType },
              {
                title: 'Started',
                isMinor: true,
                show: ({ dateCreated }) => <time>{time(dateCreated)}</time>,
              },
            ]}
          />
          <Pager route={route} size={pageSize} count={exports.value.exportCount} />
        </section>
      )}
    </>
  );
}

function One({ reference }: { readonly reference: string }) {
  const found = useLive<EmulatorExport>(`/exports/${encodeURIComponent(reference)}`);
  const { value } = found;
  return (
    <>
      <p class="path">
        <a href={linkTo('exports')}>Exports</a>
      </p>
      <h1>Export</h1>
      <Waiting of={found} />
      {value && (
        <>
          <section class="card" aria-label="Facts">
            <Facts
              rows={[
                [
                  'Reference number',
                  <Copied key="ref" text={value.referenceNumber} name="the reference number" />,
                ],
                ['Status', <Status key="status" status={value.status} isLong />],
                ['Context', <ContextLink key="context" context={value.contextIdentifier} />],
                ['Whose invoices', value.subjectType],
                [
                  'Dates',
                  `${value.dateRange.dateType}: ${time(value.dateRange.from)} to ${time(value.dateRange.to)}`,
                ],
                ['Package', `${value.compressionType}${value.onlyMetadata ? ', metadata only' : ''}`],
                [
                  'Invoices',
                  value.invoiceCount !== null &&
                    `${number(value.invoiceCount)}${value.isTruncated ? ', truncated' : ''}`,
                ],
                ['Started', time(value.dateCreated)],
                ['Completed', value.completedDate && time(value.completedDate)],
              ]}
            />
          </section>
          <section class="card" aria-labelledby="parts">
            <h2 id="parts">Parts</h2>
            <Table
              caption="Parts"
              rows={value.parts}
              keyOf={({ partName }) => partName}
              empty="None: it is not finished, has expired, or found no invoice."
              columns={[
                { title: 'Part', isNumeric: true, show: ({ ordinalNumber }) => ordinalNumber },
                { title: 'Name', show: ({ partName }) => <code>{partName}</code> },
                { title: 'Plain', isNumeric: true, show: ({ partSize }) => bytes(partSize) },
                {
                  title: 'Encrypted',
                  isNumeric: true,
                  show: ({ encryptedPartSize }) => bytes(encryptedPartSize),
                },
              ]}
            />
          </section>
        </>
      )}
    </>
  );
}
