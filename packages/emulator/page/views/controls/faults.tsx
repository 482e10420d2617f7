import { useState } from 'preact/hooks';
import type { PlannedFault } from '../../../src/faults/planned-faults.js';
import { contractOperations } from '../../../src/generated/operations.js';
import { change } from '../../lib/control.js';
import { useLive } from '../../lib/live.js';
import { Action, Choice, Field, Form } from '../../ui/form.js';
import { Table } from '../../ui/table.js';
import { Tabs } from '../../ui/tabs.js';

const requestKinds = [
  ['error', 'error: a code instead of the work'],
  ['rateLimit', 'rateLimit: 429 with Retry-After'],
  ['cutAfter', 'cutAfter: done, but the answer is lost'],
  ['cutBefore', 'cutBefore: the request is lost'],
  ['delay', 'delay: the work starts later'],
  ['html', 'html: a proxy answers instead'],
  ['errorAfter', 'errorAfter: done, but a proxy answers'],
  ['truncate', 'truncate: half of the answer'],
  ['slow', 'slow: the answer takes its time'],
] as const;

/** What each kind needs to be told beside whom it strikes. */
const membersOf: Readonly<
  Record<string, readonly (readonly [name: string, label: string, initial: string])[]>
> = {
  error: [
    ['status', 'HTTP status', '500'],
    ['code', 'KSeF code', ''],
    ['description', 'Text', ''],
  ],
  rateLimit: [['retryAfter', 'Retry-After, seconds', '2']],
  delay: [['ms', 'Milliseconds', '1000']],
  slow: [['ms', 'Milliseconds', '2000']],
  html: [['status', 'HTTP status', '502']],
  errorAfter: [['status', 'HTTP status', '502']],
};

const sessionKinds = [
  ['becomes415', 'becomes415: its key cannot be decrypted'],
  ['unavailable21184', 'unavailable21184: takes no more invoices'],
  ['hangOnClose', 'hangOnClose: closed, but not processed'],
  ['partLost', 'partLost: an uploaded part is missing'],
  ['partCut', 'partCut: a part is stored too short'],
  ['partDamaged', 'partDamaged: another hash of a part'],
  ['cancelledOnClose440', 'cancelledOnClose440: cancelled at once'],
  ['batchFails500', 'batchFails500: unknown error'],
  ['wrongOriginalSession', 'wrongOriginalSession: duplicate names another session'],
  ['duplicateInWords', 'duplicateInWords: original only in details'],
  ['listsNothing', 'listsNothing: list of invoices is empty'],
  ['passing415', 'passing415: one wrong status'],
] as const;

const exportKinds = [
  ['stuckAt100', 'stuckAt100: never ends'],
  ['fails500', 'fails500: unknown error'],
  ['cancelled550', 'cancelled550: cancelled by the system'],
  ['key415', 'key415: key cannot be decrypted'],
  ['gone410', 'gone410: no longer available'],
  ['wrongKsefNumber', 'wrongKsefNumber: wrong checksum of a number'],
  ['wrongPartHash', 'wrongPartHash: another hash of a part'],
  ['wrongEncryptedPartHash', 'wrongEncryptedPartHash: of an encrypted part'],
] as const;

const tabs = [
  { name: 'requests', title: 'Requests' },
  { name: 'sessions', title: 'Sessions' },
  { name: 'exports', title: 'Exports' },
];

export function FaultsPanel() {
  const [tab, setTab] = useState('requests');
  const { value = [] } = useLive<readonly PlannedFault[]>('/faults');
  return (
    <section class="card wide" aria-labelledby="faults">
      <h2 id="faults">Faults</h2>
      <Tabs label="What to break" tabs={tabs} chosen={tab} onChoose={setTab}>
        {tab === 'requests' && <RequestFault />}
        {tab === 'sessions' && (
          <CountedFault key="sessions" path="/sessions/break" kinds={sessionKinds} of="sessions" />
        )}
        {tab === 'exports' && (
          <CountedFault key="exports" path="/exports/break" kinds={exportKinds} of="exports" />
        )}
      </Tabs>
      <h3>Planned</h3>
      <Table
        caption="Planned faults"
        rows={value}
        keyOf={({ id }) => id}
        empty="No fault is planned."
        columns={[
          { title: 'Fault', show: ({ kind }) => kind },
          {
            title: 'Strikes',
            show: ({ id, method = 'any method', path }) =>
              path || !/^(session|export)-/.test(id)
                ? `${method} ${path ?? 'any path'}`
                : `${id.split('-')[0]}s`,
          },
          {
            title: 'Struck',
            isNumeric: true,
            show: ({ struck, times }) => (
              <span class={struck > 0 ? 'badge bad' : 'badge waiting'}>{`${struck} of ${times ?? '∞'}`}</span>
            ),
          },
        ]}
      />
      {value.length > 0 && (
        <Action
          onDo={async () => {
            await change('/faults', undefined, 'DELETE');
            return 'All faults are cleared.';
          }}
        >
          Clear all
        </Action>
      )}
    </section>
  );
}

function RequestFault() {
  const [kind, setKind] = useState('error');
  const [method, setMethod] = useState('POST');
  return (
    <Form
      action="Plan the fault"
      onSend={async ({ path, times, skip, ...members }) => {
        const given = Object.entries(members).filter(([, value]) => value !== '');
        const texts = new Set(['kind', 'method', 'description']);
        await change('/faults', {
          ...Object.fromEntries(
            given.map(([name, value]) => [name, texts.has(name) ? value : Number(value)]),
          ),
          ...(path ? { path } : {}),
          times: Number(times || 1),
          skip: Number(skip || 0),
        });
        return `The fault is planned: ${kind}.`;
      }}
    >
      <Choice label="Kind" name="kind" value={kind} options={requestKinds} isLong onChange={setKind} />
      <Choice
        label="Method"
        name="method"
        value={method}
        options={[['', 'Any'], 'GET', 'POST', 'PUT', 'DELETE']}
        onChange={setMethod}
      />
      <Field
        label="Path, or a prefix with *"
        isLong
        name="path"
        list="operations"
        placeholder="any"
        defaultValue="/sessions/online/{referenceNumber}/invoices"
        spellcheck={false}
      />
      <datalist id="operations">
        {[
          ...new Set(
            contractOperations
              .filter((one) => method === '' || one.method === method)
              .map(({ path }) => path),
          ),
        ].map((path) => (
          <option key={path} value={path} />
        ))}
        <option value="/_storage/*" />
      </datalist>
      {(membersOf[kind] ?? []).map(([name, label, initial]) => (
        <Field
          key={`${kind} ${name}`}
          label={label}
          name={name}
          type={name === 'description' ? 'text' : 'number'}
          min="0"
          defaultValue={initial}
        />
      ))}
      <Field label="Times" name="times" type="number" min="1" defaultValue="1" />
      <Field label="Skip first" name="skip" type="number" min="0" defaultValue="0" />
    </Form>
  );
}

interface CountedProps {
  readonly path: string;
  readonly kinds: readonly (readonly [string, string])[];
  readonly of: string;
}

function CountedFault({ path, kinds, of }: CountedProps) {
  const [kind, setKind] = useState(kinds[0]?.[0] ?? '');
  return (
    <Form
      action="Plan the fault"
      onSend={async ({ times }) => {
        await change(path, { kind, times: Number(times || 1) });
        return `The fault is planned: ${kind}.`;
      }}
    >
      <Choice label="Kind" value={kind} options={kinds} isLong onChange={setKind} />
      <Field
        label={`How many of the next ${of} (0 cancels)`}
        name="times"
        type="number"
        min="0"
        defaultValue="1"
      />
    </Form>
  );
}
