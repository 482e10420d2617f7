import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { nip } from '@ksef/core';
import { type Emulator, makeTestToken, startEmulator } from '@ksef/emulator';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createKsef, type LoggedEvent, logEvents } from '../src/index.js';

const one = nip('5251230007');
let emulator: Emulator;

beforeEach(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.close());

describe('logEvents', () => {
  it('writes requests as debug, logins as info, and troubles as warn', async () => {
    const lines: string[] = [];
    const write = (level: string) => (message: string, details?: unknown) =>
      void lines.push(`${level} ${message} ${JSON.stringify(details)}`);
    const ksef = createKsef({
      environment: emulator.environment,
      credentials: { ksefToken: makeTestToken },
      context: one,
      onEvent: logEvents({ debug: write('debug'), info: write('info'), warn: write('warn') }),
    });
    emulator.control.addFault({ path: '/limits/context', kind: 'error', status: 503 });
    await ksef.limits();
    for await (const _ of ksef.sendInvoices([{ content: '<a/>' }]));
    expect(lines).toContainEqual(
      expect.stringMatching(/^warn ksef invoice-finished .*"errorCode":"NOT_AN_INVOICE","durationMs":\d+/),
    );
    expect(lines).toContainEqual(
      expect.stringMatching(/^info ksef sending-finished .*"failed":1,"openSessions":\[\],"durationMs":\d+/),
    );
    expect(lines).toContainEqual(expect.stringMatching(/^info ksef login \{.*"value":"5251230007"/));
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^debug ksef response \{"operation":"GET \/rate-limits".*"durationMs":\d+,"status":200/,
      ),
    );
    expect(lines).toContainEqual(
      expect.stringMatching(/^warn ksef response \{"operation":"GET \/limits\/context".*"status":503/),
    );
    expect(lines.join('\n')).not.toContain(ksef.tokens.peek({ type: 'Nip', value: one }));
  });

  it('gives pino an object and a message, so that no detail is lost', async () => {
    const { text, stream } = sink();
    const log = logEvents(pino({ level: 'debug' }, stream));
    await workWith(log);
    const lines = text()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toContainEqual(
      expect.objectContaining({
        level: 20,
        msg: 'ksef response',
        operation: 'GET /rate-limits',
        status: 200,
      }),
    );
    expect(lines).toContainEqual(
      expect.objectContaining({ level: 30, msg: 'ksef login', context: { type: 'Nip', value: one } }),
    );
  });

  it('writes one line an event to a console, however much there is to say', async () => {
    const { text, stream } = sink();
    const events: LoggedEvent[] = [];
    const log = logEvents(new Console(stream));
    await workWith((event) => {
      events.push(event);
      log(event);
    });
    const lines = text().trim().split('\n');
    expect(lines).toHaveLength(events.length);
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^ksef response operation="GET \/rate-limits" attempt=1 durationMs=\d+ status=200$/,
      ),
    );
  });

  it('leaves out what is below the level asked for', async () => {
    const { text, stream } = sink();
    await workWith(logEvents(new Console(stream), { level: 'info' }));
    expect(text()).toMatch(/^ksef login context=Nip:5251230007 durationMs=\d+$/m);
    expect(text()).not.toContain('ksef request');
  });

  it('counts waits of less than a second as routine', () => {
    const lines: string[] = [];
    const write = (level: string) => (message: string) => void lines.push(`${level} ${message}`);
    const log = logEvents({ debug: write('debug'), info: write('info'), warn: write('warn') });
    for (const waitMs of [999, 1_000]) log({ type: 'wait', waitMs } as LoggedEvent);
    expect(lines).toEqual(['debug ksef wait', 'info ksef wait']);
  });

  it('refuses a level and a style that it does not know', () => {
    expect(() => logEvents(console, { level: 'loud' as 'info' })).toThrow('level must be debug, info, warn');
    expect(() => logEvents(console, { style: 'xml' as 'text' })).toThrow(/^style must be text, /);
  });
});

async function workWith(onEvent: (event: LoggedEvent) => void): Promise<void> {
  const { environment } = emulator;
  const ksef = createKsef({
    environment,
    credentials: { ksefToken: makeTestToken },
    context: one,
    onEvent,
  });
  await ksef.limits();
}

function sink(): { readonly stream: Writable; text(): string } {
  let written = '';
  const stream = new Writable({
    write(chunk, _encoding, done) {
      written += String(chunk);
      done();
    },
  });
  return { stream, text: () => written };
}
