import type { SeedResult } from '../../../src/seeding/seed-options.js';
import { change } from '../../lib/control.js';
import { number } from '../../lib/format.js';
import { Action, Field, Form } from '../../ui/form.js';

export function SeedPanel() {
  return (
    <section class="card" aria-labelledby="seed">
      <h2 id="seed">Seed invoices</h2>
      <p class="hint">Adds accepted invoices, as if they had come in batches.</p>
      <Form
        action="Seed"
        onSend={async ({ count, sellerNip, buyerNip }) => {
          const made = await change<SeedResult>('/invoices/seed', {
            count: Number(count),
            sellerNip,
            buyerNip,
          });
          return `${number(made.count)} invoices seeded, up to ${made.lastKsefNumber}.`;
        }}
      >
        <Field label="How many" name="count" type="number" min="1" max="1000000" required defaultValue="10" />
        <Field
          label="NIP of the seller"
          name="sellerNip"
          required
          pattern="[1-9][0-9]{9}"
          defaultValue="5265877635"
        />
        <Field
          label="NIP of the buyer"
          name="buyerNip"
          required
          pattern="[1-9][0-9]{9}"
          defaultValue="7352765225"
        />
      </Form>
    </section>
  );
}

export function EndPanel() {
  return (
    <section class="card" aria-labelledby="end">
      <h2 id="end">Reset and stop</h2>
      <p class="hint">A reset deletes everything except keys and clock.</p>
      <div class="row">
        <Action
          isDangerous
          question="Delete all invoices, sessions, logins, tokens, faults and settings?"
          onDo={async () => {
            await change('/reset');
            return 'Everything except keys and clock is deleted.';
          }}
        >
          Reset
        </Action>
        <Action
          isDangerous
          question="Stop the emulator? This page stops working too."
          onDo={async () => {
            await change('/stop');
            return 'The emulator has stopped.';
          }}
        >
          Stop the emulator
        </Action>
      </div>
    </section>
  );
}
