import type { SessionList } from '../../src/inspection/sessions.js';
import { query } from '../lib/control.js';
import { useLive } from '../lib/live.js';
import { type Route, replaceQuery } from '../lib/route.js';
import { ContextFilter } from '../ui/context-filter.js';
import { Choice } from '../ui/form.js';
import { Pager, Waiting } from '../ui/table.js';
import { SessionTable } from './session-table.js';

const pageSize = 50;

export function SessionsView({ route }: { readonly route: Route }) {
  const { context, type, page } = route.query;
  const sessions = useLive<SessionList>(
    `/sessions${query({ context, sessionType: type, pageOffset: page, pageSize })}`,
  );
  return (
    <>
      <h1>Sessions</h1>
      <div class="filters">
        <ContextFilter route={route} />
        <Choice
          label="Type"
          value={type ?? ''}
          options={[
            ['', 'All'],
            ['Online', 'Online'],
            ['Batch', 'Batch'],
          ]}
          onChange={(value) => replaceQuery(route, { type: value, page: undefined })}
        />
      </div>
      <Waiting of={sessions} />
      {sessions.value && (
        <section class="card" aria-label="Sessions">
          <SessionTable sessions={sessions.value.sessions} />
          <Pager route={route} size={pageSize} count={sessions.value.sessionCount} />
        </section>
      )}
    </>
  );
}
