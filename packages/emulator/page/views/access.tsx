import { useState } from 'preact/hooks';
import type { AccessGrant } from '../../src/control/control.js';
import { change } from '../lib/control.js';
import { contextParameter, contextText, time } from '../lib/format.js';
import { live } from '../lib/live.js';
import type { Route } from '../lib/route.js';
import { accessTokenSnippets, ksefTokenSnippets, type Snippet } from '../lib/snippets.js';
import { announceFailure } from '../ui/announce.js';
import { CodeBlock } from '../ui/code-block.js';

const types = ['Nip', 'InternalId', 'NipVatUe', 'PeppolId'] as const;

interface Made {
  readonly title: string;
  readonly snippets: readonly Snippet[];
}

export function AccessView({ route }: { readonly route: Route }) {
  return (
    <>
      <h1>Get a token</h1>
      <p class="lead">
        A KSeF token is what a client logs in with. An access token goes into the header of a request: it
        lasts 15 minutes by the emulator's clock. Neither is shown again.
      </p>
      <section class="card" aria-label="Token">
        <AccessForm context={route.query.context} />
      </section>
    </>
  );
}

/** Makes tokens for a context, ready to be copied. */
export function AccessForm({ context = '5265877635' }: { readonly context?: string | undefined }) {
  const [, givenType = 'Nip', givenValue = context] = /^(\w+):(.+)$/.exec(context) ?? [];
  const [type, setType] = useState(givenType);
  const [value, setValue] = useState(givenValue);
  const [isBusy, setBusy] = useState(false);
  const [made, setMade] = useState<Made>();
  const make = async (kind: 'KSeF token' | 'access token') => {
    const identifier = { type, value: value.trim() };
    const body = { contextIdentifier: identifier };
    setBusy(true);
    try {
      if (kind === 'KSeF token') {
        const { token } = await change<{ token: string }>('/tokens', body);
        setMade({
          title: `KSeF token for ${contextText(identifier)}`,
          snippets: ksefTokenSnippets(location.origin, identifier, token),
        });
      } else {
        const { accessToken } = await change<AccessGrant>('/access-tokens', body);
        setMade({
          title: `Access token for ${contextText(identifier)}, valid until ${time(accessToken.validUntil)} UTC`,
          snippets: accessTokenSnippets(location.origin, identifier, accessToken.token),
        });
      }
    } catch (error) {
      announceFailure(error);
    }
    setBusy(false);
    live.notify();
  };
  return (
    <>
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          void make('KSeF token');
        }}
      >
        <label class="field narrow">
          <span>Context</span>
          <select value={type} onChange={(event) => setType(event.currentTarget.value)}>
            {types.map((one) => (
              <option key={one} value={one}>
                {one === 'Nip' ? 'NIP' : one}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          <span>{type === 'Nip' ? 'NIP' : 'Identifier'}</span>
          <input
            value={value}
            required
            spellcheck={false}
            autocomplete="off"
            onInput={(event) => setValue(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="main" disabled={isBusy}>
          KSeF token
        </button>
        <button type="button" disabled={isBusy} onClick={() => void make('access token')}>
          Access token
        </button>
      </form>
      {made && (
        <div class="made" key={made.title + (made.snippets[0]?.text ?? '')}>
          <h3>{made.title}</h3>
          {made.snippets.map(({ name, text }) => (
            <CodeBlock key={name} name={name} text={text} />
          ))}
        </div>
      )}
    </>
  );
}

/** Where a token for a context is made. */
export function accessQuery(context: { readonly type: string; readonly value: string }) {
  return { context: contextParameter(context) };
}
