import { nip } from '@ksef/core';
import { type Emulator, makeTestToken, startEmulator } from '@ksef/emulator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createKsef, logEvents } from '../src/index.js';

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
      expect.stringMatching(/^info ksef sending-finished .*"failed":1,"durationMs":\d+/),
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
});
