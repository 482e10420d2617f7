import type { ComponentType } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { EmulatorState } from '../src/inspection/state.js';
import { useConnection, useLive } from './lib/live.js';
import { linkTo, type Route, useRoute } from './lib/route.js';
import { Announcer } from './ui/announce.js';
import { Header } from './ui/header.js';
import { AccessView } from './views/access.js';
import { ContextsView } from './views/contexts.js';
import { ControlsView } from './views/controls.js';
import { CredentialsView } from './views/credentials.js';
import { ExportsView } from './views/exports.js';
import { InvoiceView } from './views/invoice.js';
import { InvoicesView } from './views/invoices.js';
import { LogView } from './views/log.js';
import { Overview } from './views/overview.js';
import { SessionView } from './views/session.js';
import { SessionsView } from './views/sessions.js';

interface View {
  readonly title: string;
  readonly show: ComponentType<{ readonly route: Route }>;
  /** Of one thing with a name. */
  readonly one?: ComponentType<{ readonly route: Route }>;
}

const views: Readonly<Record<string, View>> = {
  overview: { title: 'Overview', show: Overview },
  access: { title: 'Get a token', show: AccessView },
  contexts: { title: 'Contexts and logins', show: ContextsView },
  sessions: { title: 'Sessions', show: SessionsView, one: SessionView },
  invoices: { title: 'Invoices', show: InvoicesView, one: InvoiceView },
  exports: { title: 'Exports', show: ExportsView, one: ExportsView },
  credentials: { title: 'Tokens and permissions', show: CredentialsView },
  log: { title: 'Event log', show: LogView },
  controls: { title: 'Controls', show: ControlsView },
};

export function App() {
  const route = useRoute();
  const state = useLive<EmulatorState>('/state');
  const isConnected = useConnection();
  const main = useRef<HTMLElement>(null);
  const isFirst = useRef(true);
  const view = views[route.view] ?? views.overview;
  const Show = (route.name === undefined ? view?.show : view?.one) ?? Overview;
  const place = `${route.view}/${route.name ?? ''}`;

  useEffect(() => {
    document.title = `${route.name ?? view?.title} · KSeF emulator`;
    // Readers of screens hear where they are; the first time the browser does that.
    if (!isFirst.current) main.current?.focus();
    isFirst.current = false;
    scrollTo(0, 0);
  }, [place]);

  return (
    <>
      <button type="button" class="skip" onClick={() => main.current?.focus()}>
        Skip to content
      </button>
      <Header state={state.value} isConnected={isConnected} />
      <div class="frame">
        <nav aria-label="Views">
          <ul>
            {Object.entries(views).map(([name, { title }]) => (
              <li key={name}>
                <a href={linkTo(name)} aria-current={route.view === name ? 'page' : undefined}>
                  {title}
                  <Count name={name} state={state.value} />
                </a>
              </li>
            ))}
          </ul>
          <p class="nav-foot">
            <a href="/_emulator">Control API</a> · <a href="/_emulator/openapi.json">OpenAPI</a>
          </p>
        </nav>
        <main id="main" ref={main} tabIndex={-1}>
          <Show key={place} route={route} />
        </main>
      </div>
      <Announcer />
    </>
  );
}

function Count({ name, state }: { readonly name: string; readonly state: EmulatorState | undefined }) {
  const counts: Readonly<Record<string, number | undefined>> = {
    sessions: state?.sessionCount,
    invoices: state?.invoiceCount,
    exports: state?.exportCount,
  };
  const count = counts[name];
  return count === undefined || count === 0 ? null : (
    <span class="count">{count > 9999 ? `${Math.floor(count / 1000)}k` : count}</span>
  );
}
