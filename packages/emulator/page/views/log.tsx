import { useEffect, useRef } from 'preact/hooks';
import type { EmulatorEvent } from '../../src/kernel/event-log.js';
import type { RecordedMessage, RecordedRequest } from '../../src/requests/request-log.js';
import { query } from '../lib/control.js';
import { bytes, number, time } from '../lib/format.js';
import { useLive } from '../lib/live.js';
import { type Route, replaceQuery } from '../lib/route.js';
import { CodeBlock } from '../ui/code-block.js';
import { TextFilter } from '../ui/context-filter.js';
import { Facts } from '../ui/facts.js';
import { Choice } from '../ui/form.js';
import { Waiting } from '../ui/table.js';
import { EventList } from './event-list.js';

/** Rows on the page at most, whatever happens. */
const mostEvents = 300;

const types = [
  'request',
  'storage',
  'fault',
  'login',
  'redeem',
  'refresh',
  'login-revoked',
  'session-opened',
  'session-closed',
  'session-finished',
  'batch-opened',
  'batch-closed',
  'part-uploaded',
  'invoice-accepted',
  'invoice-processed',
  'export-started',
  'export-finished',
  'certificate-requested',
  'certificate-revoked',
  'keys-rotated',
  'clock-moved',
  'reset',
];

export function LogView({ route }: { readonly route: Route }) {
  const { type, text, only, request } = route.query;
  const events = useLive<readonly EmulatorEvent[]>(`/events${query({ type, text, maxEvents: mostEvents })}`);
  const chosen = request === undefined ? undefined : Number(request);
  const shown = (events.value ?? []).filter(
    (event) => only !== 'failures' || event.type === 'fault' || Number(event.status) >= 400,
  );
  const choose = (id: number) => replaceQuery(route, { request: id === chosen ? undefined : String(id) });
  return (
    <>
      <h1>Event log</h1>
      <div class="filters">
        <TextFilter route={route} name="text" label="Search" placeholder="Path, number, NIP …" />
        <Choice
          label="Type"
          value={type ?? ''}
          options={[['', 'All'], ...types]}
          onChange={(value) => replaceQuery(route, { type: value })}
        />
        <Choice
          label="Outcome"
          value={only ?? ''}
          options={[
            ['', 'All'],
            ['failures', 'Failures and faults'],
          ]}
          onChange={(value) => replaceQuery(route, { only: value })}
        />
      </div>
      <div class={chosen === undefined ? undefined : 'split'}>
        <section class="card" aria-label="Events">
          <Waiting of={events} />
          {events.value && (
            <>
              <EventList
                events={[...shown].reverse()}
                caption="Events, the latest first"
                chosen={chosen}
                onChoose={choose}
              />
              {events.value.length === mostEvents && (
                <p class="below">
                  The latest {number(mostEvents)} that match; narrow it down to see earlier ones.
                </p>
              )}
            </>
          )}
        </section>
        {chosen !== undefined && (
          <RequestDetails
            key={chosen}
            id={chosen}
            onClose={() => replaceQuery(route, { request: undefined })}
          />
        )}
      </div>
    </>
  );
}

interface DetailsProps {
  readonly id: number;
  readonly onClose: () => void;
}

function RequestDetails({ id, onClose }: DetailsProps) {
  const found = useLive<RecordedRequest>(`/requests/${id}`);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { value } = found;
  return (
    <section
      class="card request"
      aria-labelledby="request"
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <h2 id="request" tabIndex={-1} ref={heading}>
        {value ? `${value.method} ${value.path}` : 'Request'}
        <button type="button" onClick={onClose}>
          Close
        </button>
      </h2>
      <Waiting of={found} />
      {value && (
        <>
          <Facts
            rows={[
              ['Status', String(value.status)],
              ['Took', `${number(value.durationMs)} ms`],
              ['At', time(value.timestamp)],
              ['Context', value.context],
              ['Address', <code key="url">{value.url}</code>],
            ]}
          />
          <Message title="Request" message={value.request} />
          <Message title="Response" message={value.response} />
        </>
      )}
    </section>
  );
}

function Message({
  title,
  message: { headers, body, sizeBytes },
}: {
  readonly title: string;
  readonly message: RecordedMessage;
}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body, null, 2);
  return (
    <>
      <h3>
        {title} {sizeBytes !== null && <small>{bytes(sizeBytes)}</small>}
      </h3>
      <details>
        <summary>{number(Object.keys(headers).length)} headers</summary>
        <Facts
          rows={Object.entries(headers).map(
            ([name, value]) => [name, <code key={name}>{value}</code>] as const,
          )}
        />
      </details>
      {body === null ? (
        <p class="empty">{sizeBytes ? 'Its body is not kept.' : 'No body.'}</p>
      ) : (
        <CodeBlock name={`Body of the ${title.toLowerCase()}`} text={text} />
      )}
    </>
  );
}
