import { useState } from 'preact/hooks';
import { change, read } from '../../lib/control.js';
import { Action, Choice, Field, Form } from '../../ui/form.js';

const categories = [
  ['FAILURE', 'Failure'],
  ['TOTAL_FAILURE', 'Total failure'],
  ['MAINTENANCE', 'Maintenance'],
] as const;
const answers = [
  ['json', 'Normal'],
  ['cut', 'Connections break'],
  ['html', 'A gateway’s 502'],
  ['silent', 'No answer'],
  ['garbage', '200 without JSON'],
  ['endless', 'JSON without end'],
] as const;

/** The service that announces outages of KSeF. */
export function LatarniaPanel() {
  const [category, setCategory] = useState<string>('FAILURE');
  const [how, setHow] = useState<string>('json');
  return (
    <section class="card" aria-labelledby="latarnia">
      <h2 id="latarnia">Latarnia</h2>
      <p class="hint">Announces outages. The emulator itself keeps working.</p>
      <Form
        action="Announce"
        isMain={false}
        onSend={async ({ minutes = '' }) => {
          const { now } = await read<{ now: string }>('/health');
          const end = new Date(Date.parse(now) + Number(minutes) * 60_000).toISOString();
          await change('/latarnia/outages', { category, ...(minutes === '' ? {} : { end }) });
          return 'The outage is announced.';
        }}
      >
        <Choice label="Outage from now" value={category} options={categories} onChange={setCategory} />
        <Field
          label="Minutes"
          name="minutes"
          type="number"
          min="1"
          placeholder="until ended"
          required={category === 'MAINTENANCE'}
        />
      </Form>
      <div class="row">
        <Action
          onDo={async () => {
            await change('/latarnia/outages/end');
            return 'The end of the latest outage is announced.';
          }}
        >
          End the latest outage
        </Action>
      </div>
      <Form
        action="Apply"
        isMain={false}
        onSend={async () => {
          await change('/latarnia', { answers: how });
          return 'The behaviour of Latarnia is set.';
        }}
      >
        <Choice label="Latarnia answers" value={how} options={answers} onChange={setHow} />
      </Form>
    </section>
  );
}
