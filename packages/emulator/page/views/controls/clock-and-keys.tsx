import type { EmulatorState } from '../../../src/inspection/state.js';
import { change } from '../../lib/control.js';
import { clockText, duration, time } from '../../lib/format.js';
import { useClock, useLive } from '../../lib/live.js';
import { Action, Field, Form } from '../../ui/form.js';
import { Table } from '../../ui/table.js';

const minute = 60_000;
const steps = [
  ['+1 min', minute],
  ['+15 min', 15 * minute],
  ['+1 h', 60 * minute],
  ['+12 h', 720 * minute],
  ['+1 day', 1440 * minute],
  ['+30 days', 43_200 * minute],
] as const;

export function ClockPanel() {
  const { value } = useLive<EmulatorState>('/state');
  const clock = useClock(value?.now);
  const offset = value?.clockOffsetMs ?? 0;
  const move = async (advanceMs: number) => {
    const { now } = await change<{ now: string }>('/clock', { advanceMs });
    return `The clock shows ${time(now)} UTC.`;
  };
  return (
    <section class="card" aria-labelledby="clock">
      <h2 id="clock">Clock</h2>
      <p class="big">
        {clock ? clockText(clock) : '–'} <small>UTC</small>
      </p>
      <p class="hint">
        {offset === 0 ? 'As the system’s clock.' : `${duration(offset)} from the system’s clock.`} Tokens,
        sessions and links expire by it.
      </p>
      <div class="row">
        {steps.map(([name, ms]) => (
          <Action key={name} onDo={() => move(ms)}>
            {name}
          </Action>
        ))}
        {offset !== 0 && <Action onDo={() => move(-offset)}>Back to the system’s clock</Action>}
      </div>
      <Form
        action="Set"
        isMain={false}
        onSend={async ({ setTo = '' }) => {
          const { now } = await change<{ now: string }>('/clock', {
            setTo: `${setTo.length === 16 ? `${setTo}:00` : setTo}Z`,
          });
          return `The clock shows ${time(now)} UTC.`;
        }}
      >
        <Field label="Set to (UTC)" name="setTo" type="datetime-local" step="1" required />
      </Form>
    </section>
  );
}

interface Key {
  readonly publicKeyId: string;
  readonly certificateId: string;
  readonly usage: readonly string[];
  readonly validFrom: string;
  readonly validTo: string;
}

export function KeysPanel() {
  const { value } = useLive<readonly Key[]>('/keys');
  const rotate = (mode: string, told: string) => async () => {
    await change('/keys/rotate', { mode });
    return told;
  };
  return (
    <section class="card wide" aria-labelledby="keys">
      <h2 id="keys">Public keys</h2>
      <Table
        caption="Public keys that clients encrypt for"
        rows={value ?? []}
        keyOf={({ certificateId }) => certificateId}
        empty="Loading …"
        columns={[
          { title: 'For', show: ({ usage }) => usage.join(', ') },
          { title: 'Key id', show: ({ publicKeyId }) => <code>{publicKeyId}</code> },
          { title: 'Valid from', isMinor: true, show: ({ validFrom }) => time(validFrom) },
          { title: 'Valid to', isMinor: true, show: ({ validTo }) => time(validTo) },
        ]}
      />
      <div class="row">
        <Action onDo={rotate('planned', 'New keys are added; the old ones still work.')}>Add new keys</Action>
        <Action onDo={rotate('recertify', 'The keys have new certificates.')}>New certificates</Action>
        <Action
          isDangerous
          question="Withdraw the keys in use? Clients that hold them get error 21470."
          onDo={rotate('emergency', 'The old keys are withdrawn.')}
        >
          Replace at once
        </Action>
      </div>
    </section>
  );
}
