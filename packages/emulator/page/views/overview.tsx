import type { InvoiceList } from '../../src/inspection/invoices.js';
import type { EmulatorState } from '../../src/inspection/state.js';
import type { EmulatorEvent } from '../../src/kernel/event-log.js';
import { number } from '../lib/format.js';
import { useLive } from '../lib/live.js';
import { linkTo, type Route } from '../lib/route.js';
import { Facts } from '../ui/facts.js';
import { Copied } from '../ui/links.js';
import { Waiting } from '../ui/table.js';
import { AccessForm } from './access.js';
import { EventList } from './event-list.js';
import { InvoiceTable } from './invoice-table.js';

/** What there is, what happened last, and how to begin. */
export function Overview(_: { readonly route: Route }) {
  const state = useLive<EmulatorState>('/state');
  const events = useLive<readonly EmulatorEvent[]>('/events?maxEvents=8');
  const invoices = useLive<InvoiceList>('/invoices?pageSize=5');
  const { value } = state;
  return (
    <>
      <h1>Overview</h1>
      <Waiting of={state} />
      {value && (
        <>
          <ul class="tiles">
            <Tile title="Invoices" count={value.invoiceCount} view="invoices" />
            <Tile title="Sessions" count={value.sessionCount} view="sessions" />
            <Tile title="Logins" count={value.loginCount} view="contexts" />
            <Tile title="Exports" count={value.exportCount} view="exports" />
            <Tile title="KSeF tokens" count={value.tokenCount} view="credentials" />
          </ul>
          <section class="card" aria-labelledby="latest-invoices">
            <h2 id="latest-invoices">
              Latest invoices <a href={linkTo('invoices')}>All</a>
            </h2>
            <InvoiceTable
              invoices={invoices.value?.invoices ?? []}
              caption="Latest invoices"
              empty={
                <>
                  None yet. Send some with your client, or <a href={linkTo('controls')}>seed some</a>.
                </>
              }
            />
          </section>
          <div class="columns">
            <section class="card" aria-labelledby="begin">
              <h2 id="begin">Get a token</h2>
              <AccessForm />
            </section>
            <section class="card" aria-labelledby="settings">
              <h2 id="settings">
                This emulator <a href={linkTo('controls')}>Change</a>
              </h2>
              <Facts
                rows={[
                  ['API', <Copied key="api" text={value.baseUrl} name="the address of the API" />],
                  ['KSeF tokens', value.options.strict ? 'only those made here (strict)' : 'any valid form'],
                  [
                    'Permissions',
                    value.options.permissions === 'checked' ? 'checked' : 'every login owns its context',
                  ],
                  ['Schemas', value.options.schema === 'on' ? 'invoices are validated' : 'off'],
                  [
                    'NIP checksums',
                    value.options.nipChecksums === 'always' ? 'always checked' : 'where a session asks',
                  ],
                  ['Rate limits', rateLimits(value)],
                  [
                    'State',
                    value.options.keepsState ? 'kept in a folder' : 'in memory, forgotten at the end',
                  ],
                  ['Processing takes', `${number(value.settings.processingDelayMs)} ms`],
                ]}
              />
            </section>
          </div>
          <section class="card" aria-labelledby="latest-events">
            <h2 id="latest-events">
              Latest events <a href={linkTo('log')}>All</a>
            </h2>
            <EventList events={[...(events.value ?? [])].reverse()} caption="Latest events" />
          </section>
        </>
      )}
    </>
  );
}

interface TileProps {
  readonly title: string;
  readonly count: number;
  readonly view: string;
}

function Tile({ title, count, view }: TileProps) {
  return (
    <li>
      <a href={linkTo(view)}>
        <strong>{number(count)}</strong>
        {title}
      </a>
    </li>
  );
}

function rateLimits({ options: { rateLimits: mode } }: EmulatorState): string {
  if (mode === 'off') return 'off';
  return mode === 'contract' ? 'as in KSeF' : `${mode.scale} times those of KSeF`;
}
