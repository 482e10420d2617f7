import { createKsef } from '@ksef/client';
import { formCodes, nip } from '@ksef/core';
import { type Emulator, makeTestToken, startEmulator } from '@ksef/emulator';
import { memoryTelemetry } from '@ksef-tools/testing/telemetry';
import { type Attributes, SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTelemetryObserver } from '../src/index.js';

const one = nip('5251230007');
const telemetry = memoryTelemetry();
let emulator: Emulator;

beforeEach(async () => {
  emulator = await startEmulator();
  await telemetry.reset();
});
afterEach(() => emulator.close());

function connect() {
  const { environment } = emulator;
  return createKsef({
    environment,
    credentials: { ksefToken: makeTestToken },
    context: one,
    onEvent: openTelemetryObserver({ ...telemetry, apiUrl: environment.apiUrl }),
  });
}

async function metric(name: string) {
  return (await telemetry.metrics())
    .filter(({ descriptor }) => descriptor.name === name)
    .flatMap(({ dataPoints }) => [...dataPoints] as { attributes: Attributes; value: unknown }[]);
}

describe('openTelemetryObserver', () => {
  it('makes a client span of each attempt, by the conventions for HTTP', async () => {
    emulator.control.addFault({ path: '/limits/context', kind: 'error', status: 503 });
    await connect().limits();
    const attempts = telemetry.spans().filter(({ name }) => name === 'GET /limits/context');
    expect(
      attempts.map(({ kind, status, attributes }) => ({ kind, status: status.code, attributes })),
    ).toEqual([
      {
        kind: SpanKind.CLIENT,
        status: SpanStatusCode.ERROR,
        attributes: {
          'http.request.method': 'GET',
          'url.template': '/limits/context',
          'url.scheme': 'http',
          'server.address': '127.0.0.1',
          'server.port': Number(new URL(emulator.baseUrl).port),
          'http.response.status_code': 503,
          'error.type': '503',
        },
      },
      {
        kind: SpanKind.CLIENT,
        status: SpanStatusCode.UNSET,
        attributes: expect.objectContaining({
          'http.response.status_code': 200,
          'http.request.resend_count': 1,
        }),
      },
    ]);
  });

  it('counts 429, waits, logins and refreshes, and measures durations', async () => {
    const ksef = connect();
    emulator.control.addFault({ path: '/limits/context', kind: 'rateLimit', retryAfter: 1 });
    await ksef.limits();
    await ksef.tokens.rejected(
      { type: 'Nip', value: one },
      ksef.tokens.peek({ type: 'Nip', value: one }) ?? '',
    );
    await ksef.limits();
    expect(await metric('ksef.client.rate_limited')).toMatchObject([
      { value: 1, attributes: { operation: 'GET /limits/context' } },
    ]);
    expect(await metric('ksef.client.wait.duration')).toContainEqual(
      expect.objectContaining({ attributes: { operation: 'GET /limits/context', reason: 'rate-limit' } }),
    );
    expect(
      (await metric('ksef.client.token.renewals')).map(({ attributes, value }) => [attributes.kind, value]),
    ).toEqual([
      ['login', 1],
      ['refresh', 1],
    ]);
    expect((await metric('http.client.request.duration')).length).toBeGreaterThan(3);
  });

  it('measures sessions and invoices, and counts what became of them', async () => {
    const ksef = connect();
    const session = await ksef.openSession(formCodes.fa3);
    await session.close();
    for await (const { status } of ksef.sendInvoices([{ content: '<a/>' }])) expect(status).toBe('failed');
    expect(await metric('ksef.client.invoices')).toMatchObject([
      { value: 1, attributes: { status: 'failed' } },
    ]);
    const works = await metric('ksef.client.work.duration');
    expect(works.map(({ attributes }) => attributes.event).sort()).toEqual([
      'invoice-finished',
      'login',
      'sending-finished',
      'session-closed',
      'session-opened',
    ]);
  });

  it('puts no token into spans or metrics', async () => {
    const ksef = connect();
    await ksef.limits();
    const access = ksef.tokens.peek({ type: 'Nip', value: one }) ?? 'none';
    const seen = JSON.stringify([
      telemetry.spans().map(({ name, attributes }) => [name, attributes]),
      await telemetry.metrics(),
    ]);
    expect(seen).not.toContain(access);
  });
});
