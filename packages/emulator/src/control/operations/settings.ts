import { amountOf, membersOf } from '../../http/index.js';
import type { ReceivingControl, ReceivingLimits } from '../../receiving/index.js';
import type { SeedOptions } from '../../seeding/index.js';
import type { SessionLimits } from '../../sessions/index.js';
import type { EmulatorControl } from '../control.js';
import type { ControlOperation } from '../operation.js';
import {
  amount,
  count,
  described,
  instant,
  listOf,
  named,
  nullable,
  object,
  partial,
  text,
} from '../schema.js';

const nothing = object({});
const nip = { type: 'string', pattern: '^[1-9]\\d{9}$' };

/** Delays, limits, the high-water mark, and invoices that nobody sent. */
export function settings(control: EmulatorControl): readonly ControlOperation[] {
  return [
    {
      name: 'changeSettings',
      method: 'POST',
      path: '/settings',
      summary: 'Changes delays and limits of sessions; those left out stay.',
      body: partial({
        processingDelayMs: described(amount, 'How long an invoice or an enrolment is processed.'),
        authDelayMs: described(amount, 'How long a login stays in progress.'),
        tokenActivationDelayMs: described(amount, 'How long a new KSeF token stays pending.'),
        sessionLimits: described(nullable(named('SessionLimits')), 'null goes back to the real ones.'),
      }),
      answer: nothing,
      run({ body }) {
        const names = [
          'processingDelayMs',
          'authDelayMs',
          'tokenActivationDelayMs',
          'sessionLimits',
        ] as const;
        const { sessionLimits, ...delays } = membersOf(body, names);
        for (const [name, ms] of Object.entries(delays)) amountOf(name, ms);
        if (sessionLimits !== undefined)
          control.setSessionLimits((sessionLimits as Partial<SessionLimits> | null) ?? undefined);
        const { processingDelayMs, authDelayMs, tokenActivationDelayMs } = delays;
        if (typeof processingDelayMs === 'number') control.setProcessingDelay(processingDelayMs);
        if (typeof authDelayMs === 'number') control.setAuthDelay(authDelayMs);
        if (typeof tokenActivationDelayMs === 'number')
          control.setTokenActivationDelay(tokenActivationDelayMs);
        return {};
      },
    },
    {
      name: 'changeReceivingLimits',
      method: 'POST',
      path: '/receiving-limits',
      summary: 'Changes limits of queries and exports; null goes back to the real ones.',
      body: nullable(named('ReceivingLimits')),
      answer: nothing,
      run({ body }) {
        control.setReceivingLimits((body as Partial<ReceivingLimits> | null) ?? undefined);
        return {};
      },
    },
    {
      name: 'changeHighWaterMark',
      method: 'POST',
      path: '/high-water-mark',
      summary: 'Holds the high-water mark at an instant, or lets it lag behind the clock.',
      body: partial({ heldAt: described(nullable(instant), 'null releases it.'), lagMs: amount }),
      answer: nothing,
      run({ body }) {
        control.setHighWaterMark(body as Parameters<ReceivingControl['setHighWaterMark']>[0]);
        return {};
      },
    },
    {
      name: 'hideInvoices',
      method: 'POST',
      path: '/invoices/hide',
      summary: 'Lets the next invoices be found late, behind the high-water mark.',
      body: object({ count, forMs: amount }),
      answer: nothing,
      run({ body }) {
        const { count: howMany, forMs } = membersOf(body, ['count', 'forMs']);
        control.hideInvoices(howMany as number, forMs as number);
        return {};
      },
    },
    {
      name: 'seedInvoices',
      method: 'POST',
      path: '/invoices/seed',
      summary: 'Puts accepted invoices into the store as if they had come by batches.',
      body: object(
        {
          count: { type: 'integer', minimum: 1 },
          sellerNip: nip,
          buyerNip: nip,
          thirdNip: nip,
          authorizedNip: nip,
          from: described(
            instant,
            'When the first one was stored. Default: so that the last one is stored now.',
          ),
          stepMs: described(amount, 'Milliseconds from one to the next. Default 1.'),
          sizeBytes: described({ type: 'number', minimum: 0, maximum: 3_000_000 }, 'Bytes of each at least.'),
          numberPrefix: described({ type: 'string', maxLength: 200 }, 'Begins the invoice numbers.'),
        },
        'thirdNip',
        'authorizedNip',
        'from',
        'stepMs',
        'sizeBytes',
        'numberPrefix',
      ),
      answer: object({
        count,
        firstKsefNumber: text,
        lastKsefNumber: text,
        sessionReferenceNumbers: listOf(text),
      }),
      run: ({ body }) => control.seedInvoices(body as SeedOptions),
    },
    {
      name: 'reset',
      method: 'POST',
      path: '/reset',
      summary: 'Deletes everything except keys and clock.',
      answer: undefined,
      run: () => control.reset(),
    },
  ];
}
