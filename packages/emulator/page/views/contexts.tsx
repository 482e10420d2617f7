import type { EmulatorContext } from '../../src/inspection/contexts.js';
import type { EmulatorLogin } from '../../src/inspection/credentials.js';
import { query } from '../lib/control.js';
import { contextParameter, contextText, number, time } from '../lib/format.js';
import { useLive } from '../lib/live.js';
import { linkTo, type Route } from '../lib/route.js';
import { ContextFilter } from '../ui/context-filter.js';
import { ContextLink } from '../ui/links.js';
import { Status } from '../ui/status.js';
import { Pager, Table, Waiting } from '../ui/table.js';
import { accessQuery } from './access.js';

const pageSize = 25;

export function ContextsView({ route }: { readonly route: Route }) {
  const { context = '', page } = route.query;
  const contexts = useLive<readonly EmulatorContext[]>('/contexts');
  const logins = useLive<{ readonly logins: readonly EmulatorLogin[]; readonly loginCount: number }>(
    `/logins${query({ context, pageOffset: page, pageSize })}`,
  );
  return (
    <>
      <h1>Contexts and logins</h1>
      <section class="card" aria-labelledby="contexts">
        <h2 id="contexts">Contexts</h2>
        <Waiting of={contexts} />
        {contexts.value && (
          <Table
            caption="Contexts"
            rows={contexts.value.slice(0, 500)}
            keyOf={({ contextIdentifier }) => contextParameter(contextIdentifier)}
            empty="None yet: a context appears with its first login, token or invoice."
            columns={[
              { title: 'Context', show: ({ contextIdentifier: one }) => <ContextLink context={one} /> },
              { title: 'Type', isMinor: true, show: ({ contextIdentifier }) => contextIdentifier.type },
              { title: 'Logins', isNumeric: true, show: ({ loginCount }) => number(loginCount) },
              { title: 'Sessions', isNumeric: true, show: ({ sessionCount }) => number(sessionCount) },
              { title: 'Invoices sent', isNumeric: true, show: ({ invoiceCount }) => number(invoiceCount) },
              {
                title: 'Exports',
                isNumeric: true,
                isMinor: true,
                show: ({ exportCount }) => number(exportCount),
              },
              {
                title: 'Tokens',
                isNumeric: true,
                isMinor: true,
                show: ({ tokenCount }) => number(tokenCount),
              },
              {
                title: 'Access',
                show: ({ contextIdentifier: one }) => (
                  <a
                    href={linkTo('access', undefined, accessQuery(one))}
                    aria-label={`Get a token for ${contextText(one)}`}
                  >
                    Get a token
                  </a>
                ),
              },
            ]}
          />
        )}
      </section>
      <section class="card" aria-labelledby="logins">
        <h2 id="logins">Logins</h2>
        <div class="filters">
          <ContextFilter route={route} />
        </div>
        <Waiting of={logins} />
        {logins.value && (
          <>
            <Table
              caption="Logins"
              rows={logins.value.logins}
              keyOf={({ referenceNumber }) => referenceNumber}
              empty="None."
              columns={[
                { title: 'Started', show: ({ startDate }) => <time>{time(startDate)}</time> },
                { title: 'Context', show: ({ contextIdentifier: one }) => <ContextLink context={one} /> },
                { title: 'Method', show: ({ authenticationMethod }) => authenticationMethod },
                {
                  title: 'Who',
                  isMinor: true,
                  show: ({ subjectIdentifier: one }) =>
                    contextText({ ...one, type: one.type === 'Nip' ? 'NIP' : one.type }),
                },
                { title: 'Status', show: ({ status }) => <Status status={status} /> },
                {
                  title: 'Tokens given',
                  isMinor: true,
                  show: ({ isTokenRedeemed }) => (isTokenRedeemed ? 'yes' : 'no'),
                },
                {
                  title: 'Last refresh',
                  isMinor: true,
                  show: ({ lastTokenRefreshDate }) => time(lastTokenRefreshDate),
                },
              ]}
            />
            <Pager route={route} size={pageSize} count={logins.value.loginCount} />
          </>
        )}
      </section>
    </>
  );
}
