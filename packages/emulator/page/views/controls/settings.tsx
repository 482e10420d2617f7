import type { EmulatorState } from '../../../src/inspection/state.js';
import { change } from '../../lib/control.js';
import { useLive } from '../../lib/live.js';
import { Action, Field, Form } from '../../ui/form.js';

const delays = [
  ['processingDelayMs', 'Processing an invoice or an enrolment, ms'],
  ['authDelayMs', 'A login stays in progress, ms'],
  ['tokenActivationDelayMs', 'A new KSeF token stays pending, ms'],
] as const;

export function TimesPanel() {
  const { value } = useLive<EmulatorState>('/state');
  return (
    <section class="card" aria-labelledby="delays">
      <h2 id="delays">Delays</h2>
      {value && (
        <Form
          action="Apply"
          isMain={false}
          onSend={async (values) => {
            await change('/settings', numbersIn(values));
            return 'The delays are set.';
          }}
        >
          {delays.map(([name, label]) => (
            <Field
              key={`${name} ${value.settings[name]}`}
              label={label}
              name={name}
              type="number"
              min="0"
              required
              defaultValue={value.settings[name]}
            />
          ))}
        </Form>
      )}
    </section>
  );
}

export function MarkPanel() {
  const { value } = useLive<EmulatorState>('/state');
  const mark = value?.settings.highWaterMark;
  return (
    <section class="card" aria-labelledby="mark">
      <h2 id="mark">High-water mark</h2>
      <p class="hint">
        {mark?.heldAt ? `Held at ${mark.heldAt.slice(0, 19).replace('T', ' ')} UTC.` : 'Follows the clock.'}
        {mark && mark.lagMs > 0 ? ` Lags ${mark.lagMs} ms behind.` : ''}
      </p>
      <div class="row">
        <Action
          onDo={async () => {
            await change('/high-water-mark', { heldAt: value?.now ?? new Date().toISOString() });
            return 'The mark is held.';
          }}
        >
          Hold it now
        </Action>
        <Action
          onDo={async () => {
            await change('/high-water-mark', { heldAt: null, lagMs: 0 });
            return 'The mark follows the clock.';
          }}
        >
          Release
        </Action>
      </div>
      <Form
        action="Lag"
        isMain={false}
        onSend={async ({ lagMs }) => {
          await change('/high-water-mark', { lagMs: Number(lagMs) });
          return 'The mark lags behind the clock.';
        }}
      >
        <Field label="Lag, ms" name="lagMs" type="number" min="0" required defaultValue={mark?.lagMs ?? 0} />
      </Form>
      <Form
        action="Hide"
        isMain={false}
        onSend={async ({ count, forMs }) => {
          await change('/invoices/hide', { count: Number(count), forMs: Number(forMs) });
          return 'Queries will find the next invoices late.';
        }}
      >
        <Field label="Hide the next invoices" name="count" type="number" min="0" required defaultValue="1" />
        <Field label="for, ms" name="forMs" type="number" min="0" required defaultValue="60000" />
      </Form>
    </section>
  );
}

export function LimitsPanel() {
  const { value } = useLive<EmulatorState>('/state');
  if (value === undefined) return null;
  const { sessionLimits, receivingLimits } = value.settings;
  return (
    <section class="card wide" aria-labelledby="limits">
      <h2 id="limits">Limits</h2>
      <Limits
        title="Of sessions"
        limits={sessionLimits}
        onApply={(changed) => change('/settings', { sessionLimits: changed })}
      />
      <Limits
        title="Of queries and exports"
        limits={{ invoiceKeptForMs: undefined, ...receivingLimits }}
        onApply={(changed) => change('/receiving-limits', changed)}
      />
    </section>
  );
}

interface LimitsProps {
  readonly title: string;
  readonly limits: object;
  /** Null goes back to the real ones. */
  readonly onApply: (changed: Readonly<Record<string, number>> | null) => Promise<unknown>;
}

function Limits({ title, limits, onApply }: LimitsProps) {
  const entries = Object.entries(limits) as [string, number | undefined][];
  return (
    <details>
      <summary>{title}</summary>
      <Form
        action="Apply"
        isMain={false}
        onSend={async (values) => {
          const changed = Object.entries(numbersIn(values)).filter(
            ([name, value]) => (limits as Record<string, unknown>)[name] !== value,
          );
          if (changed.length === 0) return 'Nothing was changed.';
          await onApply(Object.fromEntries(changed));
          return 'The limits are set.';
        }}
      >
        {entries.map(([name, value]) => (
          <Field
            key={`${name} ${value}`}
            label={name}
            name={name}
            type="number"
            min="0"
            defaultValue={value}
            placeholder="none"
          />
        ))}
      </Form>
      <Action
        onDo={async () => {
          await onApply(null);
          return 'The limits are those of KSeF.';
        }}
      >
        Back to the limits of KSeF
      </Action>
    </details>
  );
}

/** Those that were filled in. */
function numbersIn(values: Readonly<Record<string, string>>): Record<string, number> {
  const filled = Object.entries(values).filter(([, value]) => value !== '');
  return Object.fromEntries(filled.map(([name, value]) => [name, Number(value)]));
}
