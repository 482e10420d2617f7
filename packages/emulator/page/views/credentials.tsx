import type {
  EmulatorCertificate,
  EmulatorPermission,
  EmulatorToken,
} from '../../src/inspection/credentials.js';
import { query } from '../lib/control.js';
import { number, time } from '../lib/format.js';
import { useLive } from '../lib/live.js';
import { linkTo, type Route, replaceQuery } from '../lib/route.js';
import { ContextFilter } from '../ui/context-filter.js';
import { ContextLink } from '../ui/links.js';
import { Word } from '../ui/status.js';
import { Pager, Table, Waiting } from '../ui/table.js';
import { Tabs } from '../ui/tabs.js';

const pageSize = 50;
const tabs = [
  { name: 'tokens', title: 'KSeF tokens' },
  { name: 'certificates', title: 'KSeF certificates' },
  { name: 'permissions', title: 'Permissions' },
];
const lists = { tokens: Tokens, certificates: Certificates, permissions: Permissions };

export function CredentialsView({ route }: { readonly route: Route }) {
  const tab = (route.query.tab ?? 'tokens') as keyof typeof lists;
  const List = lists[tab] ?? Tokens;
  return (
    <>
      <h1>Tokens and permissions</h1>
      <section class="card" aria-label="Tokens and permissions">
        <Tabs
          label="What to list"
          tabs={tabs}
          chosen={tab}
          onChoose={(name) =>
            replaceQuery(route, { tab: name === 'tokens' ? undefined : name, page: undefined })
          }
        >
          <List key={tab} route={route} />
        </Tabs>
      </section>
    </>
  );
}

interface Props {
  readonly route: Route;
}

function Tokens({ route }: Props) {
  const { context, page } = route.query;
  const found = useLive<{ readonly tokens: readonly EmulatorToken[]; readonly tokenCount: number }>(
    `/tokens${query({ context, pageOffset: page, pageSize })}`,
  );
  return (
    <>
      <div class="filters">
        <ContextFilter route={route} />
      </div>
      <Waiting of={found} />
      {found.value && (
        <>
          <Table
            caption="KSeF tokens"
            rows={found.value.tokens}
            keyOf={({ referenceNumber }) => referenceNumber}
            empty={
              <>
                No token was made here. <a href={linkTo('access')}>Get a token</a>; unless the emulator is
                strict, clients can log in with any token of the right form.
              </>
            }
            columns={[
              { title: 'Token', show: ({ referenceNumber }) => <code>{referenceNumber}</code> },
              { title: 'Context', show: ({ contextIdentifier: one }) => <ContextLink context={one} /> },
              { title: 'Status', show: ({ status }) => <Word>{status}</Word> },
              { title: 'Description', show: ({ description }) => description },
              {
                title: 'Permissions',
                isMinor: true,
                show: ({ requestedPermissions: all }) => <Permitted all={all} />,
              },
              { title: 'Made', isMinor: true, show: ({ dateCreated }) => <time>{time(dateCreated)}</time> },
              { title: 'Last use', isMinor: true, show: ({ lastUseDate }) => time(lastUseDate) },
            ]}
          />
          <Pager route={route} size={pageSize} count={found.value.tokenCount} />
        </>
      )}
    </>
  );
}

function Permitted({ all }: { readonly all: readonly string[] }) {
  return (
    <span title={all.join(', ')}>
      {all.length > 2 ? `${number(all.length)} permissions` : all.join(', ')}
    </span>
  );
}

function Certificates({ route }: Props) {
  const found = useLive<{
    readonly certificates: readonly EmulatorCertificate[];
    readonly certificateCount: number;
  }>(`/certificates${query({ pageOffset: route.query.page, pageSize })}`);
  return (
    <>
      <Waiting of={found} />
      {found.value && (
        <>
          <Table
            caption="KSeF certificates"
            rows={found.value.certificates}
            keyOf={({ certificateSerialNumber }) => certificateSerialNumber}
            empty="None yet: certificates are issued after an enrolment."
            columns={[
              {
                title: 'Serial number',
                show: ({ certificateSerialNumber }) => <code>{certificateSerialNumber}</code>,
              },
              { title: 'Name', show: ({ name }) => name },
              { title: 'Type', show: ({ type }) => type },
              { title: 'Status', show: ({ status }) => <Word>{status}</Word> },
              { title: 'Subject', show: ({ subjectIdentifier: { type, value } }) => `${type} ${value}` },
              { title: 'Valid until', isMinor: true, show: ({ validTo }) => <time>{time(validTo)}</time> },
              { title: 'Last use', isMinor: true, show: ({ lastUseDate }) => time(lastUseDate) },
            ]}
          />
          <Pager route={route} size={pageSize} count={found.value.certificateCount} />
        </>
      )}
    </>
  );
}

function Permissions({ route }: Props) {
  const { context, page } = route.query;
  const found = useLive<{
    readonly permissions: readonly EmulatorPermission[];
    readonly permissionCount: number;
  }>(`/permissions${query({ context, pageOffset: page, pageSize })}`);
  return (
    <>
      <div class="filters">
        <ContextFilter route={route} />
      </div>
      <Waiting of={found} />
      {found.value && (
        <>
          <Table
            caption="Permissions"
            rows={found.value.permissions}
            keyOf={({ id }) => id}
            empty="No permission was granted."
            columns={[
              { title: 'Permission', show: ({ permissionScope }) => permissionScope },
              { title: 'To', show: ({ subjectIdentifier: { type, value } }) => `${type} ${value}` },
              { title: 'In context', show: ({ contextIdentifier: one }) => <ContextLink context={one} /> },
              {
                title: 'Kind',
                isMinor: true,
                show: ({ kind, canDelegate }) => (canDelegate ? `${kind}, may pass on` : kind),
              },
              { title: 'Description', isMinor: true, show: ({ description }) => description },
              { title: 'From', isMinor: true, show: ({ startDate }) => <time>{time(startDate)}</time> },
            ]}
          />
          <Pager route={route} size={pageSize} count={found.value.permissionCount} />
        </>
      )}
    </>
  );
}
