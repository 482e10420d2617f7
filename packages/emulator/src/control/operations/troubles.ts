import { type Fault, faultKinds } from '../../faults/index.js';
import { membersOf } from '../../http/index.js';
import { type ExportFaultKind, exportFaultKinds } from '../../receiving/index.js';
import { type SessionFaultKind, sessionFaultKinds } from '../../sessions/index.js';
import type { EmulatorControl } from '../control.js';
import type { ControlOperation } from '../operation.js';
import {
  amount,
  count,
  described,
  listOf,
  named,
  object,
  oneOf,
  partial,
  type Schema,
  text,
} from '../schema.js';

/** Faults of requests, sessions and exports. */
export function troubles(control: EmulatorControl): readonly ControlOperation[] {
  return [
    {
      name: 'planFault',
      method: 'POST',
      path: '/faults',
      summary: 'Plans a fault of the next requests that match.',
      body: faultSchema,
      answer: object({ id: text }),
      run: ({ body }) => ({ id: control.addFault(body as Fault) }),
    },
    {
      name: 'listFaults',
      method: 'GET',
      path: '/faults',
      summary: 'Lists all planned faults, and how often each struck.',
      answer: listOf(named('PlannedFault')),
      run: () => control.faults(),
    },
    {
      name: 'clearFaults',
      method: 'DELETE',
      path: '/faults',
      summary: 'Clears all faults: of requests, sessions and exports.',
      answer: undefined,
      run: () => control.clearFaults(),
    },
    {
      name: 'breakSessions',
      method: 'POST',
      path: '/sessions/break',
      summary: 'Plans a fault of the next sessions.',
      body: object({ kind: oneOf(...sessionFaultKinds), times: described(amount, 'Default 1.') }, 'times'),
      answer: object({}),
      run({ body }) {
        const { kind, times } = membersOf(body, ['kind', 'times']);
        control.breakSessions(kind as SessionFaultKind, times as number | undefined);
        return {};
      },
    },
    {
      name: 'breakExports',
      method: 'POST',
      path: '/exports/break',
      summary: 'Plans a fault of the next exports.',
      body: object({ kind: oneOf(...exportFaultKinds), times: described(amount, 'Default 1.') }, 'times'),
      answer: object({}),
      run({ body }) {
        const { kind, times } = membersOf(body, ['kind', 'times']);
        control.breakExports(kind as ExportFaultKind, times as number | undefined);
        return {};
      },
    },
  ];
}

const faultSchema: Schema = object(
  {
    kind: oneOf(...faultKinds),
    ...(partial({
      method: described(oneOf('GET', 'POST', 'PUT', 'DELETE'), 'Default any.'),
      path: described(text, 'Path template without /v2, or a prefix that ends in *. Default any.'),
      times: described(amount, 'How many matching requests meet it. Default 1.'),
      skip: described(count, 'How many matching requests pass before. Default 0.'),
      ms: described(amount, 'delay, slow: milliseconds.'),
      status: described(
        { type: 'integer', minimum: 200, maximum: 599 },
        'error, html, errorAfter: HTTP status.',
      ),
      code: described(amount, 'error: code of KSeF.'),
      description: described(text, 'error, rateLimit: its text.'),
      details: described(listOf(text), 'error: its details.'),
      retryAfter: described({ anyOf: [amount, text] }, 'rateLimit: seconds, or an HTTP date. Default 1.'),
    }).properties as Record<string, Schema>),
  },
  'method',
  'path',
  'times',
  'skip',
  'ms',
  'status',
  'code',
  'description',
  'details',
  'retryAfter',
);
