import { amount, count, instant, named, nullable, object, type Schema, text } from '../schema.js';

/** What happened, and which faults are planned. */
export const eventSchemas: Readonly<Record<string, Schema>> = {
  Event: {
    type: 'object',
    properties: { id: count, type: text, timestamp: instant },
    required: ['id', 'type', 'timestamp'],
    description: 'Further members depend on the type.',
  },
  Message: object({
    headers: { type: 'object', additionalProperties: text },
    body: { description: 'JSON as data, XML and HTML as text; null when none is kept.' },
    sizeBytes: nullable(count),
  }),
  Request: object({
    id: count,
    timestamp: instant,
    method: text,
    path: text,
    url: text,
    status: count,
    durationMs: amount,
    context: nullable(text),
    request: named('Message'),
    response: named('Message'),
  }),
  PlannedFault: object(
    { id: text, kind: text, times: nullable(amount), struck: count, method: text, path: text },
    'method',
    'path',
  ),
};
